# How many objects of a bundle the Python libraries judge in a second of CPU time; prints JSON.
import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)


def rate(objects, judge, seconds):
    start = time.process_time()
    done = 0
    for one in objects:
        try:
            judge(one)
        except Exception:
            pass  # a verdict too
        done += 1
        if time.process_time() - start > seconds:
            break
    return round(done / (time.process_time() - start))


objects = json.load(open(sys.argv[1], encoding="utf8"))["objects"]
measured = []

import stix2

measured.append({
    "library": "python-stix2 3.0.2",
    "what": "parsed objects",
    "rate": rate(objects, lambda one: stix2.parse(one, allow_custom=True, version="2.1"), 4),
})

from stix2validator import ValidationOptions, validate_instance

options = ValidationOptions(version="2.1")
measured.append({
    "library": "stix2-validator 3.2.0",
    "what": "parsed objects",
    "rate": rate(objects, lambda one: validate_instance(one, options), 4),
})
print(json.dumps(measured))
