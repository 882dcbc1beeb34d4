"""Drives a TAXII server with taxii2-client and prints, as JSON, what worked: [check, passed, detail], one a line.

Arguments: address of discovery, user, password, file with a list of objects.
"""
import json
import sys

from requests.exceptions import HTTPError
from taxii2client.v21 import Server, as_pages

url, user, password, path = sys.argv[1:]
with open(path, encoding="utf-8") as source:
    objects = json.load(source)
ids = [each["id"] for each in objects]


def check(name, action):
    try:
        passed, detail = action()
    except Exception as error:  # whatever the client raises is the result
        passed, detail = False, repr(error)
    print(json.dumps([name, bool(passed), str(detail)]), flush=True)


server = Server(url, user=user, password=password)
collection = None


def discovery():
    return server.title and server.default.url == server.api_roots[0].url, server.default.url


def api_root():
    root = server.default
    return root.max_content_length > 0 and root.versions == ["application/taxii+json;version=2.1"], root.title


def collections():
    global collection
    collection = server.default.collections[0]
    return collection.can_read and collection.can_write, collection.title


def add():
    status = collection.add_objects({"objects": objects})
    again = server.default.get_status(status.id)
    return status.success_count == again.success_count == len(objects), f"{status.success_count} of {len(objects)}"


def paged(get):
    def walk():
        seen = [each["id"] for page in as_pages(get, per_request=100) for each in page.get("objects", [])]
        return seen == ids, f"{len(seen)} in order"
    return walk


def match():
    wanted = [each["id"] for each in objects if each["type"] in ("malware", "tool")]
    found = collection.get_objects(type=["malware", "tool"], limit=1000).get("objects", [])
    return [each["id"] for each in found] == wanted, f"{len(found)} of two types"


def one_object():
    found = collection.get_object(ids[7])["objects"]
    return found == [objects[7]], found[0]["id"]


def versions():
    newer = dict(objects[7], modified="2031-01-01T00:00:00.000Z")
    collection.add_objects({"objects": [newer]})
    found = collection.object_versions(ids[7])["versions"]
    return len(found) == 2 and found[1] == "2031-01-01T00:00:00.000Z", found


def delete():
    collection.delete_object(ids[7])
    try:
        collection.get_object(ids[7])
    except HTTPError as error:
        return error.response.status_code == 404, "404 afterwards"
    return False, "still there"


def wrong_password():
    try:
        Server(url, user=user, password="no").title
    except HTTPError as error:
        return error.response.status_code == 401, error.response.headers["WWW-Authenticate"]
    return False, "let in"


check("discovery", discovery)
check("API root", api_root)
check("collections with rights", collections)
check("add, and its status", add)
check("all objects by pages of 100", paged(lambda **query: collection.get_objects(**query)))
check("manifest by pages of 100", paged(lambda **query: collection.get_manifest(**query)))
check("match types", match)
check("one object", one_object)
check("versions", versions)
check("delete", delete)
check("wrong password", wrong_password)
