"""Repeatable chance.

Only Random.random() is used: its sequence is promised to stay the same, that of the other methods is not.
"""

from random import Random


class Dice:
    """One stream of chance. Each part of the generator has its own, so that a change in one leaves the others alone."""

    def __init__(self, seed, stream):
        self._next = Random(seed * 100 + stream).random

    def between(self, low, high):
        return low + (high - low) * self._next()

    def whole(self, low, high):
        """A whole number from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def chance(self, probability):
        return self._next() < probability

    def pick(self, items):
        return items[int(self._next() * len(items))]

    def weighted(self, items, weights):
        total = 0.0
        for weight in weights:
            total += weight
        mark = self._next() * total
        for item, weight in zip(items, weights):
            mark -= weight
            if mark < 0:
                return item
        return items[-1]

    def shuffled(self, items):
        result = list(items)
        for i in range(len(result) - 1, 0, -1):
            k = self.whole(0, i)
            result[i], result[k] = result[k], result[i]
        return result
