def quick(values):
    if len(values) <= 1:
        return values
    pivot = values[len(values) // 2]
    return quick([x for x in values if x < pivot]) + [x for x in values if x == pivot] + quick(
        [x for x in values if x > pivot])


def merge(values):
    if len(values) <= 1:
        return values
    middle = len(values) // 2
    left, right = merge(values[:middle]), merge(values[middle:])
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            result.append(right[j])
            j += 1
        else:
            result.append(left[i])
            i += 1
    return result + left[i:] + right[j:]


seed = 42
values = []
for i in range(20000):
    seed = (seed * 1103515245 + 12345) % 2147483648
    values.append(seed)
ordered = sorted(values)
print(quick(values) == ordered, merge(values) == ordered, sorted(values, key=lambda x: -x) == ordered[::-1])
