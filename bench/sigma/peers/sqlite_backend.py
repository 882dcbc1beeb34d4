"""Matches events with pySigma's SQLite backend, the way Zircolite does: events into a table, a query a rule.

Reads {"rules": [yaml...], "events": [flat event...]} from standard input and writes the processor seconds of storing
and matching, the ids of the rules that could be converted, and the matches by rule.
"""

import json
import re
import sqlite3
import sys
import time

from sigma.backends.sqlite import sqliteBackend
from sigma.rule import SigmaRule

given = json.load(sys.stdin)
backend = sqliteBackend()
queries = {}
for text in given["rules"]:
    try:
        rule = SigmaRule.from_yaml(text)
        queries[str(rule.id)] = backend.convert_rule(rule)
    except Exception:  # keywords and placeholders cannot be converted; the answer shows which rules remain
        continue

events = given["events"]
columns = sorted({name for event in events for name in event}, key=str.lower)
distinct = list({name.lower(): name for name in columns}.values())


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def stored(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, (str, int, float)) else json.dumps(value)


database = sqlite3.connect(":memory:")
database.create_function(
    "REGEXP", 2, lambda pattern, text: text is not None and re.search(pattern, str(text)) is not None
)
start = time.process_time()
database.execute(f"CREATE TABLE logs ({', '.join(quoted(name) + ' TEXT COLLATE NOCASE' for name in distinct)})")
marks = ", ".join("?" * len(distinct))
database.executemany(
    f"INSERT INTO logs VALUES ({marks})",
    ([stored(event.get(name)) for name in distinct] for event in events),
)
matches = {}
for identity, statements in queries.items():
    count = 0
    for statement in statements:
        for _ in range(50):
            try:
                count += len(database.execute(statement).fetchall())
                break
            except sqlite3.OperationalError as error:
                # A rule may name a field that no event has: an empty column, as Zircolite adds it.
                missing = re.search(r"no such column: (.+)$", str(error))
                if not missing:
                    break
                database.execute(f"ALTER TABLE logs ADD COLUMN {quoted(missing[1])} TEXT COLLATE NOCASE")
    if count:
        matches[identity] = count
seconds = time.process_time() - start
json.dump({"seconds": seconds, "converted": list(queries), "matches": matches}, sys.stdout)
