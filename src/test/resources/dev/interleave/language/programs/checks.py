import itertools

# What iterates is checked at the call.
for make in (
        lambda x: map(str, x), lambda x: filter(None, x), itertools.cycle, itertools.accumulate,
        lambda x: itertools.dropwhile(bool, x), lambda x: itertools.islice(x, 3), itertools.pairwise,
        lambda x: itertools.starmap(max, x), lambda x: itertools.takewhile(bool, x),
        lambda x: itertools.zip_longest('ab', x), itertools.groupby):
    try:
        make(5)
        print('accepted')
    except TypeError as e:
        print(e)
print(type(itertools.cycle('a')).__name__, list(map(max, 'ab', 'ba')), list(filter(None, [0, 1])))
print([(k, list(g)) for k, g in itertools.groupby('aab')], list(itertools.islice(iter('abcdef'), 1, None, 2)))

# A circle of contexts ends.
a, b, c = ValueError('a'), ValueError('b'), ValueError('c')
a.__context__, b.__context__, c.__context__ = b, c, b
try:
    try:
        raise a
    except ValueError:
        raise KeyError('d')
except KeyError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))


class Odd:
    def __iter__(self):
        return self

    def __next__(self):
        del Odd.__next__
        return 1


try:
    for x in Odd():
        print(x)
except TypeError as e:
    print('no longer an iterator')
try:
    object.__delattr__(Odd(), b'x')
except TypeError as e:
    print(e)

# Comparisons that change the table in which they look.
class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        d.clear()
        return False


d = {}
d[Key()] = 1
print(d.get(Key()), len(d))

# Long lists and tables grow, shrink and keep their order.
row = []
for i in range(40000):
    row.append(i)
row[10:20000] = ['x']
row.insert(0, -1)
del row[5]
print(len(row), row[:12], row[-1], row[30000 - 19990], row.pop(), row.index('x'))
while len(row) > 3:
    row.pop()
print(row, [*row, *row], row * 2 == row + row)
big = list(range(50000))
big.reverse()
print(big[:3], big[::-10000], (big + big)[50000], len(big * 3), sum(big[1:]), big == sorted(big)[::-1])
table = {}
for i in range(30000):
    table[i * 7] = i
for i in range(0, 30000, 3):
    del table[i * 7]
print(len(table), list(table)[:4], table[7], table.get(21), 14 in table, next(reversed(table)))
for i in range(200000):
    table[('k', i)] = i
    del table[('k', i)]
copy = dict(table)
copy['z'] = 1
print(len(copy), len(table), list(copy)[-2:], copy == table, table == dict(table))
for i in range(30000):
    table.pop(i * 7, None)
print(table)
ones = set(range(20000)) - set(range(1, 20000))
print(ones, len(set(range(20000)) | {-1}), frozenset(range(3)))

# Long texts.
text = 'ab, c\n' * 4000
print(len(text.split(', ')), len(text.split()), len(text.splitlines()), text.count('c\na'), text.rfind('b'))
print(text.replace('ab', 'x')[:9], text.upper()[-4:], text.title()[:9], text.islower(), text.isalpha(), 'c\nab' in text)
print(text.rsplit(', ', 1)[0] == text[:-4], text.partition('c')[0], text.rpartition('c')[2] == '\n', len(repr(text)))
print((text + 'é').isascii(), len(ascii(text + 'é')), text.expandtabs() == text, text.find('a' * 900 + 'b'), ''.replace('', 'x'))
print('abc'.replace('', '-', 2), 'abc'.replace('b', 'x', 0), 'aXbXc'.rsplit('X', 1), ' a b  c '.split(None, 1))
