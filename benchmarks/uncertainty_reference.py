#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same draws as benchmarks/uncertainty.cpp, written plainly and apart from it, with Python's own random numbers.

Compares rank intervals, medians and class stability with ours (they may differ by chance only) and then prints its
time. Standard library only.

Usage: uncertainty_reference.py VALUES.csv INTERVALS.csv [DRAWS]
"""
import bisect
import csv
import math
import random
import statistics
import sys
import time

INDICATORS = ["S1", "S3", "S4"]
CONCENTRATION = 10


def z(values):
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))
    return [(v - mean) / deviation for v in values]


def robust_z(values):
    middle = statistics.median(values)
    mad = statistics.median(abs(v - middle) for v in values)
    return [(v - middle) / (1.4826 * mad) for v in values]


def min_max(values):
    low, high = min(values), max(values)
    return [(v - low) / (high - low) for v in values]


def ranks_from_lowest(values):
    """1 = lowest; equal ones share the mean of their ranks."""
    order = sorted(values)
    return [(bisect.bisect_left(order, v) + 1 + bisect.bisect_right(order, v)) / 2 for v in values]


def ranks_from_highest(values):
    """1 = highest; equal ones share the best rank."""
    order = sorted(values)
    return [len(values) - bisect.bisect_right(order, v) + 1 for v in values]


def class_of(value):
    return 1 if value < -1 else 2 if value <= 1 else 3 if value <= 1.5 else 4


def one_draw(columns, errors, rng):
    gammas = [rng.gammavariate(CONCENTRATION, 1) for _ in columns]
    left_out = rng.randrange(len(columns) + 1)
    if left_out < len(columns):
        gammas[left_out] = 0
    normalise = rng.choice([z, robust_z, min_max, ranks_from_lowest])
    sums = [0.0] * len(columns[0])
    for gamma, column, error in zip(gammas, columns, errors):
        if gamma == 0:
            continue
        noisy = [min(100.0, max(0.0, v + e * rng.gauss(0, 1))) for v, e in zip(column, error)]
        sums = [s + gamma * n for s, n in zip(sums, normalise(noisy))]
    index = z(sums)
    return ranks_from_highest(index), [class_of(v) for v in index]


def quantile(order, share):
    """The smallest value that this share of the values does not exceed."""
    share = min(1.0, max(0.0, share))
    return order[max(0, math.ceil(share * len(order) - 1e-9) - 1)]


def main(values_file, ours_file, draws):
    with open(values_file, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = [[float(row[name]) for row in rows] for name in INDICATORS]
    cases = [float(row["ew"]) for row in rows]

    def error(percent, n):
        share = (percent / 100 * n + 0.5) / (n + 1)
        return 100 * math.sqrt(share * (1 - share) / n)

    errors = [[error(v, n) for v, n in zip(column, cases)] for column in columns]
    own_class = [class_of(v) for v in z([math.fsum(parts) for parts in zip(*map(z, columns))])]

    rng = random.Random(4)
    ranks = [[] for _ in rows]
    stable = [0] * len(rows)
    begin = time.perf_counter()
    for _ in range(draws):
        drawn_ranks, drawn_classes = one_draw(columns, errors, rng)
        for i, (rank, number) in enumerate(zip(drawn_ranks, drawn_classes)):
            ranks[i].append(rank)
            stable[i] += number == own_class[i]
    seconds = time.perf_counter() - begin

    with open(ours_file, encoding="utf-8") as file:
        ours = list(csv.DictReader(file))
    faults = []
    for i, row in enumerate(ours):
        order = sorted(ranks[i])
        for name, share in (("rank_low", 0.05), ("rank_median", 0.5), ("rank_high", 0.95)):
            # Both are samples; 4.5 standard errors, as 1,608 quantiles are looked at.
            room = 4.5 * math.sqrt(share * (1 - share) * (1 / draws + 1 / 10_000))
            low, high = quantile(order, share - room), quantile(order, share + room)
            if not low <= float(row[name]) <= high:
                faults.append(f"{row['area']}: {name} {row[name]}, expected {low} to {high}")
        share = stable[i] / draws
        room = 4.5 * math.sqrt(max(share * (1 - share), 1 / draws) * (1 / draws + 1 / 10_000))
        if abs(float(row["class_stability"]) - share) > room:
            faults.append(f"{row['area']}: class stability {row['class_stability']}, expected {share} +- {room:.4f}")
    for fault in faults:
        print(fault)
    print(
        f"{len(ours)} areas compared, {len(faults)} outside chance; mean class stability "
        f"{sum(stable) / draws / len(rows):.4f}, ours {statistics.fmean(float(r['class_stability']) for r in ours):.4f}"
    )
    print(f"{draws} draws, {len(rows)} areas, {len(columns)} indicators: {seconds * 1000:.0f} ms")
    return 1 if faults or len(ours) != len(rows) else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10_000))
