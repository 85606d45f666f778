x = [1, 2, 3, 4, 5]
x[1:3] = ['a', 'b', 'c']; print(x); x[::2] = [0, 0, 0]; print(x); del x[::2]; print(x); x[:0] = [9]; print(x); x.insert(-1, 'i'); x.extend('yz'); print(x, x.index('i'), x.count(9)); x.reverse(); print(x, x.copy() == x)
try: x[::2] = [1]
except ValueError as e: print(e)
a = [[0] * 2 for _ in range(2)]; a[0][0] = 1; print(a); b = a[:]; b[0].append(5); print(a)
l = [1]; l.append(l); print(l, l == l); d = {}; d['d'] = d; print(d); t = ([],); t[0].append(t); print(t)
x = y = []; y.append(1); print(x); x += [2]; print(y); z = x; z = z + [3]; print(x, z)
print([1, 2] < [1, 3], [1] < [1, 0], (1, 'a') < (1, 'b'), [] < [0], {1: 2} == {1: 2.0}, [1, [2, [3]]] == [1, [2, [3]]], {1, 2} == {2, 1}, (1, 2) != [1, 2])
i = 0
def f():
    global i
    i += 1
    return i
d = {f(): f(), f(): f()}; print(d); l = [0, 0, 0]; k = 0; k, l[k] = 1, 5; print(l); l[f() - 5] += 10; print(l, i)
a, b = 1, 2; a, b = b, a; print(a, b); (a, b), c = [3, 4], 5; [a, *b] = 'xyz'; print(a, b, c); *a, = range(3); print(a); first, *_, last = range(5); print(first, last)
for bad in (lambda: (lambda: None)(), ):
    pass
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b = [1]
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
d = {'a': 1, 'b': 2}
for k in list(d): d[k + k] = 1
print(d, 'a' in d, d.pop('zz', None), {**d, 'a': 9}, dict(zip('ab', range(2))), sorted(d, reverse=True), min(d), d.keys() & {'a'}, d.items() >= {('a', 1)}, list(reversed(d)))
try:
    for k in d: d['new'] = 1
except RuntimeError as e: print(e)
s = {3, 1}; s.add(2); s.discard(9); s.update([4], {5}); print(sorted(s), s > {1}, s.isdisjoint({9}), sorted(s - {1}), s.intersection([1, 2]), {1}.union({2}, [3]), frozenset({1}) | {2}, set('aab') == set('ab'), len(s))
print(*[1, 2], *'ab', sep=','); print(max([3, 1], key=lambda v: -v), min('b', 'a'), max({'a': 1, 'b': 0}, key={'a': 1, 'b': 0}.get), max([], default=0), sum([[1], [2]], []), all(x > 0 for x in [1, 2]), any(x > 1 for x in [1, 2]))
print(sorted([3, 1, 2], key=lambda v: -v), sorted([(1, 'b'), (1, 'a')], key=lambda p: p[0]), sorted(['bb', 'a', 'ccc'], key=len, reverse=True), sorted([1, 2, 3, 4], key=lambda v: v % 2), sorted([2.5, 1, True]), sorted({'b': 1, 'a': 2}.items()))
print(list(range(5, 0, -2)), range(0), range(3) == range(0, 3), 2 in range(5), range(10)[2:5], list(range(10))[-3:], len(range(0, 10, 3)), range(10**15)[10**14])
print(round(0.5), round(1.5), round(2.675, 2), round(-1.5), round(1e20), round(123.456, -1), int(-3.7), int('-0x1f', 16), int(' 42 '), float(' 1e3 '), bool("False"))
