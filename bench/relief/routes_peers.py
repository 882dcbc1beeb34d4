"""Solves one routing problem with PyVRP or VROOM on one thread and prints cost, vehicles, unserved and CPU seconds.

The problem comes as JSON on standard input: matrix (integers, scaled), vehicles, stops or shipments as the bench
writes them, so that all solvers get the same numbers. CPU time counts from after the imports, preprocessing included.
"""

import json
import sys
import tempfile
import time


def pyvrp(problem, seconds, seed):
    from pyvrp import Model

    begun = time.process_time()
    model = Model()
    locations = [model.add_location(0, 0) for _ in problem["matrix"]]
    depots = {}
    for depot in problem["depots"]:
        depots[depot["at"]] = model.add_depot(
            locations[depot["at"]], tw_early=depot["window"][0], tw_late=depot["window"][1]
        )
    for stop in problem["stops"]:
        model.add_client(
            locations[stop["at"]],
            delivery=stop["amount"],
            service_duration=stop["service"],
            tw_early=stop["window"][0],
            tw_late=stop["window"][1],
            release_time=stop.get("release", 0),
            prize=stop.get("prize", 0),
            required="prize" not in stop,
        )
    for one in problem["shipments"]:
        add_shipment(model, locations, one)
    for vehicle in problem["vehicles"]:
        limits = {"shift_duration": vehicle["duration"]} if "duration" in vehicle else {}
        reloads = {"reload_depots": [depots[at] for at in vehicle["reloads"]]} if "reloads" in vehicle else {}
        model.add_vehicle_type(
            vehicle["count"],
            capacity=vehicle["capacity"],
            start_depot=depots[vehicle["depot"]],
            end_depot=depots[vehicle["depot"]],
            **limits,
            **reloads,
        )
    for a, row in enumerate(problem["matrix"]):
        for b, distance in enumerate(row):
            model.add_edge(locations[a], locations[b], distance, distance)

    class CpuTime:
        def __call__(self, _cost):
            return time.process_time() - begun >= seconds

    result = model.solve(CpuTime(), seed=seed, display=False)
    best = result.best
    return {
        "cost": result.cost() if result.is_feasible() else None,
        "vehicles": best.num_routes(),
        "unserved": best.num_missing_clients() + best.num_missing_shipments(),
        "seconds": time.process_time() - begun,
    }


def add_shipment(model, locations, one):
    def ends(name, visit):
        return {
            f"{name}_tw_early": visit["window"][0],
            f"{name}_tw_late": visit["window"][1],
            f"{name}_service_duration": visit["service"],
        }

    model.add_shipment(
        locations[one["from"]["at"]],
        locations[one["to"]["at"]],
        amount=one["amount"],
        **ends("pickup", one["from"]),
        **ends("delivery", one["to"]),
    )


def vroom(problem, _seconds, _seed):
    import vroom as engine

    begun = time.process_time()

    def step(visit, number):
        return {
            "id": number,
            "location_index": visit["at"],
            "service": visit["service"],
            "time_windows": [visit["window"]],
        }

    depot = problem["depots"][0]
    value = {
        "matrices": {"car": {"durations": problem["matrix"]}},
        "vehicles": [
            {
                "id": number,
                "start_index": vehicle["depot"],
                "end_index": vehicle["depot"],
                "capacity": [vehicle["capacity"]],
                "time_window": depot["window"],
            }
            for number, vehicle in enumerate(
                (one for one in problem["vehicles"] for _ in range(one["count"])), start=1
            )
        ],
        "jobs": [{**step(stop, k), "delivery": [stop["amount"]]} for k, stop in enumerate(problem["stops"], start=1)],
        "shipments": [
            {
                "amount": [one["amount"]],
                "pickup": step(one["from"], 2 * k),
                "delivery": step(one["to"], 2 * k + 1),
            }
            for k, one in enumerate(problem["shipments"], start=1)
        ],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(value, file)
        file.flush()
        read = engine.Input.from_json(file.name)
        solution = read.solve(exploration_level=5, nb_threads=1)
    answer = solution.to_dict()
    return {
        "cost": answer["summary"]["cost"],
        "vehicles": len(answer["routes"]),
        "unserved": len(answer["unassigned"]),
        "seconds": time.process_time() - begun,
    }


solver, seconds, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
print(json.dumps({"pyvrp": pyvrp, "vroom": vroom}[solver](json.load(sys.stdin), seconds, seed)))
