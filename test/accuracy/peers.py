"""The change-point detectors of the field, on the same series as ours.

Reads one series a line, {"y": [bytes, ...]}, and answers one line each:
{"<peer>": {"steps": [{"start": i, "end": i, "bytes": b}, ...], "seconds": s}, ...}.
A change of mean upwards counts as a step at that sample; none of the peers knows ramps, load or shapes.
"""

import json
import math
import sys
import time

import numpy as np
import ruptures as rpt
from otava.analysis import compute_change_points


def noise_variance(y):
    """Of the differences that are not 0: on a plateau most are."""
    moves = np.abs(np.diff(y))
    moves = moves[moves > 0]
    return (1.4826 * np.median(moves)) ** 2 / 2 if moves.size else 1.0


def bic(y):
    """The penalty of the Bayesian information criterion, as ruptures' guide gives it for an L2 cost."""
    return 2 * math.log(len(y)) * max(noise_variance(y), 1.0)


def pelt(y):
    return rpt.KernelCPD(kernel="linear", min_size=2).fit(y.reshape(-1, 1)).predict(pen=bic(y))[:-1]


def binary_segmentation(y):
    return rpt.Binseg(model="l2", min_size=2, jump=5).fit(y).predict(pen=bic(y))[:-1]


def otava(y):
    points, _ = compute_change_points(y.tolist(), window_len=50, max_pvalue=0.001, min_magnitude=0.0)
    return [point.index for point in points]


PEERS = {"ruptures PELT": pelt, "ruptures BinSeg": binary_segmentation, "Apache Otava": otava}


def steps(y, changes):
    edges = [0, *changes, len(y)]
    levels = [float(np.mean(y[a:b])) for a, b in zip(edges, edges[1:])]
    rises = zip(changes, levels, levels[1:])
    return [{"start": int(at), "end": int(at), "bytes": after - before} for at, before, after in rises if after > before]


def main():
    wanted = sys.argv[1:] or list(PEERS)
    for line in sys.stdin:
        y = np.asarray(json.loads(line)["y"], dtype=float)
        answer = {}
        for name in wanted:
            begun = time.perf_counter()
            changes = PEERS[name](y) if len(y) > 4 else []
            answer[name] = {"steps": steps(y, changes), "seconds": time.perf_counter() - begun}
        print(json.dumps(answer), flush=True)


main()
