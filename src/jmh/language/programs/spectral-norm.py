import math


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    n = len(vector)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(i, j) * vector[j]
        result.append(total)
    return result


def times_transposed(vector):
    n = len(vector)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(j, i) * vector[j]
        result.append(total)
    return result


def norm(n):
    u = [1.0] * n
    v = u
    for _ in range(6):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    return math.sqrt(sum(x * y for x, y in zip(u, v)) / sum(x * x for x in v))


print(f'{norm(110):.9f}')
