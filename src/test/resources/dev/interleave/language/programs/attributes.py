# Which values accept attributes.

from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from fractions import Fraction
from functools import cache, cmp_to_key, lru_cache, partial
from itertools import accumulate, chain, count, product
from operator import attrgetter, itemgetter, methodcaller
from random import Random

P = namedtuple('P', 'x y')


@lru_cache
def cached(x):
    return x


def generator():
    yield 1


class Plain:
    shown = property(lambda self: 1)

    def method(self):
        pass


class Slots:
    __slots__ = ('a',)


class OpenSlots(Slots):
    pass


class DictSlots:
    __slots__ = ('a', '__dict__')


class MyDeque(deque):
    pass


class MyFraction(Fraction):
    pass


class MyPair(P):
    pass


class MyPairWithSlots(P):
    __slots__ = ()


class MyDict(defaultdict):
    pass


class MyError(ValueError):
    pass


values = [
    ('Fraction', Fraction(1, 2)), ('deque', deque()), ('defaultdict', defaultdict(list)), ('OrderedDict', OrderedDict()),
    ('Counter', Counter()), ('ChainMap', ChainMap()), ('namedtuple', P(1, 2)), ('partial', partial(len)),
    ('lru_cache', cached), ('cache', cache(len)), ('cache_info', cached.cache_info()), ('cmp_to_key', cmp_to_key(max)),
    ('key', cmp_to_key(lambda a, b: 0)(1)), ('chain', chain()), ('count', count()), ('accumulate', accumulate([])),
    ('product', product()), ('Random', Random(1)), ('itemgetter', itemgetter(1)), ('attrgetter', attrgetter('x')),
    ('methodcaller', methodcaller('x')), ('int', 1), ('bool', True), ('float', 1.5), ('str', 'a'), ('bytes', b'a'),
    ('list', []), ('tuple', ()), ('dict', {}), ('set', set()), ('frozenset', frozenset()), ('range', range(3)),
    ('slice', slice(1)), ('None', None), ('Ellipsis', ...), ('NotImplemented', NotImplemented), ('lambda', lambda: 1),
    ('len', len), ('sorted', sorted), ('bound', Plain().method), ('append', [].append), ('join', str.join),
    ('generator', generator()), ('property', Plain.shown), ('keys', {}.keys()), ('values', {}.values()),
    ('items', {}.items()), ('iter', iter([])), ('enumerate', enumerate([])), ('zip', zip()),
    ('map', map(len, [])), ('filter', filter(None, [])), ('ValueError', ValueError()), ('MyError', MyError()),
    ('object', object()), ('Plain', Plain()), ('Slots', Slots()), ('OpenSlots', OpenSlots()), ('DictSlots', DictSlots()),
    ('MyDeque', MyDeque()), ('MyFraction', MyFraction(1, 2)), ('MyPair', MyPair(1, 2)),
    ('MyPairWithSlots', MyPairWithSlots(1, 2)), ('MyDict', MyDict()), ('class', Plain), ('int class', int),
    ('deque class', deque)]

for name, value in values:
    found = []
    for i in range(3):
        try:
            setattr(value, f'other{i}', i)
            found.append(getattr(value, f'other{i}'))
        except Exception as e:
            found.append(type(e).__name__)
    try:
        value.other0 += 5
        found.append(value.other0)
    except Exception as e:
        found.append(type(e).__name__)
    try:
        del value.other1
        found.append(hasattr(value, 'other1'))
    except Exception as e:
        found.append(type(e).__name__)
    try:
        vars(value)
        found.append('vars')
    except Exception as e:
        found.append((type(e).__name__, str(e)))
    try:
        value.missing
    except AttributeError as e:
        found.append(str(e))
    print(name, found)

x = Plain()
x.a = 1
print(vars(x), x.__dict__)
d = defaultdict(list)
d.default_factory = int
d['a'] += 1
print(d)
s = Slots()
s.a = 1
try:
    s.b = 2
except AttributeError as e:
    print(type(e).__name__)
print(s.a, hasattr(s, '__dict__'), hasattr(s, 'b'))
m = ChainMap({1: 2})
m.maps = [{3: 4}, {5: 6}]
m.note = 'n'
print(m, m.note, dict(m))
for f in (lambda: deque() + 1, lambda: defaultdict() + 1, lambda: len(count()), lambda: deque() < 1,
          lambda: partial(len)[0], lambda: Counter() + 1, lambda: Fraction(1, 2)[0]):
    try:
        print(f())
    except TypeError as e:
        print(e)
