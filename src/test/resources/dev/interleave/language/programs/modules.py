import itertools, functools, collections, operator, heapq, bisect, random, fractions, string
from collections import *
d = deque(range(5), maxlen=3); print(d, d.maxlen, list(d), d[0], d[-1]); d.append(9); print(d, 9 in d, len(d)); d.rotate(); print(d); d.extendleft([7, 8]); print(d)
c = Counter('mississippi'); print(c, c['z'], c.most_common(2), sorted(c.elements())[:3], c + Counter('sip'), c - Counter('ssss'), sum(c.values()))
dd = defaultdict(int); dd['a'] += 1; print(dict(dd), dd['q'], len(dd))
od = OrderedDict([('a', 1), ('b', 2)]); od.move_to_end('a'); print(list(od), od.popitem(last=False), od == OrderedDict(a=1))
Point = namedtuple('Point', ['x', 'y'], defaults=[5]); p = Point(1); print(p, p._asdict(), Point._fields, p[1], [*p], p._replace(y=0), Point(x=1, y=2) == (1, 2), hash(p) == hash((1, 5)))
x, y = p; print(x, y)
try: Point()
except TypeError as e: print(e)
print(list(itertools.groupby([1,1,2])) and [(k, len(list(g))) for k, g in itertools.groupby([1,1,2,3,3,3])])
print(list(itertools.chain.from_iterable(['ab', 'cd'])), list(itertools.repeat(1, 3)), list(itertools.starmap(pow, [(2, 3)])), list(itertools.dropwhile(lambda x: x < 2, [1,2,1])), list(itertools.filterfalse(lambda x: x % 2, range(5))), list(itertools.compress('abc', [1,0,1])))
a, b = itertools.tee([1,2,3]); print(next(a), list(b), list(a))
print(list(itertools.islice(range(10), 2, 8, 3)), list(itertools.combinations_with_replacement('ab', 2)), list(itertools.product([1,2],[3])), list(itertools.accumulate([1,2,3], operator.mul, initial=2)), list(itertools.cycle([])) )
cy = itertools.cycle('ab'); print([next(cy) for _ in range(5)])
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info().hits > 10)
@functools.wraps(fib)
def w(): pass
print(w.__name__)
@functools.total_ordering
class O:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return self.v == o.v
print(O(1) <= O(1), O(2) > O(1), O(1) >= O(2))
F = fractions.Fraction
print(F(3, 4) + 1, F(1, 3) * F(3, 5), F('1.5'), F(7, 3) // 1, F(7, 3) % 1, -F(1, 2), abs(F(-1, 2)), F(1, 2) ** 2, F(2, 3) < 1, F(4, 2), round(F(5, 2)), int(F(7, 2)), F(1, 3).limit_denominator(2), 1 / F(2, 3), F(0.5), F(1, 2) + 0.5, F(3, 1) == 3, {F(1, 2): 1}[0.5])
r = random.Random(7); print([r.randint(1, 100) for _ in range(5)], r.random(), r.sample(range(50), 5), r.choices('abc', k=4), r.gauss(0, 1), r.uniform(1, 2), r.expovariate(1.5), r.randrange(0, 100, 7), r.getrandbits(100), r.choice([1,2,3]), r.choices('ab', weights=[1, 3], k=5))
h = []; [heapq.heappush(h, v) for v in (5, 2, 8, 1)]; print(h, heapq.heappop(h), heapq.nlargest(2, h), list(heapq.merge([1, 4], [2, 3])), heapq.heapreplace(h, 9), h)
l = [1, 3, 5]; bisect.insort(l, 4); print(l, bisect.bisect_left(l, 3), bisect.bisect(l, 3))
print(string.punctuation, string.capwords('hello world'), string.ascii_letters)
