"""The rules of a cascade with logical services, on a NetworkX graph: single outages of a network's assets.

Usage: networkx_peer.py plain|local NETWORK.json HOURS HORIZON ASSET...
writes [{"asset", "populationHours", "milliseconds"}]

Suppliers point to dependencies and dependencies to assets. `plain` settles every event by sweeps over the whole graph,
as one would write the rules down; `local` looks only at what is touched, the algorithm of the library. Levels are all
or nothing, stores refill at a pace, and whoever is supplied again works at once, which is all that the made-up nation
needs.
"""

import heapq
import json
import sys
import time

import networkx as nx


def build(network):
    graph = nx.DiGraph()
    for asset in network["assets"]:
        people = sum(demand.get("people", 0) for demand in asset.get("demands", []))
        graph.add_node(asset["id"], people=people)
    for index, dependency in enumerate(network["dependencies"]):
        autonomy = dependency.get("autonomyHours", 0)
        refill = dependency.get("refillHours", 0)
        need = 1 if dependency.get("rule") == "any" else len(dependency["on"])
        graph.add_node(index, need=need, autonomy=autonomy, rate=autonomy / refill if refill else float("inf"))
        for supplier in dependency["on"]:
            graph.add_edge(supplier, index)
        graph.add_edge(index, dependency["asset"])
    return graph


class Run:
    def __init__(self, graph):
        self.graph, self.node, self.pred, self.succ = graph, graph.nodes, graph.pred, graph.succ
        self.out, self.down, self.unsupplied, self.queue = set(), {}, set(), []
        self.used, self.generation, self.lost = {}, {}, {}

    def used_at(self, dependency, now):
        used, since = self.used.get(dependency, (0.0, 0.0))
        if dependency in self.unsupplied:
            return min(self.node[dependency]["autonomy"], used + now - since)
        rate = self.node[dependency]["rate"]
        return max(0.0, used - rate * (now - since)) if now > since else used

    def supplied(self, dependency, down):
        up = sum(1 for supplier in self.pred[dependency] if supplier not in down)
        return up >= self.node[dependency]["need"]

    def blocked(self, asset, down, now):
        if asset in self.out:
            return True
        for dependency in self.pred[asset]:
            if self.used_at(dependency, now) >= self.node[dependency]["autonomy"] - 1e-6 and not self.supplied(dependency, down):
                return True
        return False

    def settle_plain(self, now):
        down, changed = set(self.out), True
        while changed:
            changed = False
            for asset, facts in self.node.items():
                if "people" in facts and asset not in down and self.blocked(asset, down, now):
                    down.add(asset)
                    changed = True
        self.commit(now, down)

    def settle_local(self, now, better, worse):
        hopeful, stack = set(), list(better)
        while stack:
            asset = stack.pop()
            if asset in hopeful or asset in self.out or asset not in self.down:
                continue
            hopeful.add(asset)
            for dependency in self.succ[asset]:
                stack.extend(self.succ[dependency])
        down = set(self.down) - hopeful
        stack = list(worse) + list(hopeful)
        while stack:
            asset = stack.pop()
            if asset in down or not self.blocked(asset, down, now):
                continue
            down.add(asset)
            for dependency in self.succ[asset]:
                stack.extend(self.succ[dependency])
        self.commit(now, down)

    def commit(self, now, down):
        changed, touched = down.symmetric_difference(self.down), set()
        for asset in changed:
            touched.update(self.succ[asset])
        for dependency in touched:
            supplied = self.supplied(dependency, down)
            if supplied != (dependency in self.unsupplied):
                continue
            self.used[dependency] = (self.used_at(dependency, now), now)
            self.generation[dependency] = self.generation.get(dependency, 0) + 1
            if supplied:
                self.unsupplied.discard(dependency)
                continue
            self.unsupplied.add(dependency)
            left = self.node[dependency]["autonomy"] - self.used[dependency][0]
            if left > 0:
                heapq.heappush(self.queue, (now + left, 1, dependency, self.generation[dependency]))
        for asset in changed:
            if asset in down:
                self.down[asset] = now
            else:
                self.lost[asset] = self.lost.get(asset, 0.0) + now - self.down.pop(asset)

    def play(self, asset, hours, horizon, plain):
        heapq.heappush(self.queue, (0.0, 0, asset, True))
        heapq.heappush(self.queue, (hours, 0, asset, False))
        while self.queue and self.queue[0][0] < horizon:
            now, better, worse = self.queue[0][0], [], []
            while self.queue and abs(self.queue[0][0] - now) < 1e-6:
                _, kind, subject, detail = heapq.heappop(self.queue)
                if kind == 1:
                    if self.generation.get(subject) == detail:
                        worse.extend(self.succ[subject])
                elif detail:
                    self.out.add(subject)
                    worse.append(subject)
                else:
                    self.out.discard(subject)
                    better.append(subject)
            if plain:
                self.settle_plain(now)
            else:
                self.settle_local(now, better, worse)
        for subject, since in self.down.items():
            self.lost[subject] = self.lost.get(subject, 0.0) + horizon - since
        return sum(self.node[subject]["people"] * hours for subject, hours in self.lost.items())


def main():
    way, path, hours, horizon, *assets = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        graph = build(json.load(file))
    answers = []
    for asset in assets:
        begun = time.process_time()
        lost = Run(graph).play(asset, float(hours), float(horizon), way == "plain")
        answers.append({"asset": asset, "populationHours": lost, "milliseconds": 1000 * (time.process_time() - begun)})
    json.dump(answers, sys.stdout)


main()
