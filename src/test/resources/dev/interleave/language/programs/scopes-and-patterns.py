def outer():
    x = 1
    def inner():
        def innermost(): return x
        return innermost
    f = inner(); x = 2
    return f()
print(outer())
fs = [lambda: i for i in range(3)]; print([f() for f in fs]); fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def acc(x, l=[]): l.append(x); return l
print(acc(1), acc(2))
def cell():
    try: print(v)
    except NameError as e: print(e)
    v = 1
    def g(): return v
    del v
    try: g()
    except NameError as e: print(e)
cell()
x = 'global'
class C:
    x = 'class'
    def f(self): return x
    y = [x for _ in range(1)]
    z = x
print(C().f(), C.y, C.z)
def deco(n):
    def d(f):
        def w(*a, **k): return (n, f(*a, **k))
        return w
    return d
@deco(1)
@deco(2)
def f(a, b=2): return a + b
print(f(1), f(1, b=5))
def gen_closure():
    n = 0
    def inc():
        nonlocal n
        n += 1
        yield n
    return inc
g = gen_closure(); print(list(g()), list(g()))
print((lambda *a, **k: (a, k))(1, *[2], x=3, **{'y': 4}))
print([(i, j) for i in range(3) for j in range(i) if i != j], {i: [j for j in range(i)] for i in range(3)}, [[c for c in r] for r in ('ab', 'c')])
if (n := len('abc')) > 2: print(n)
print([last := i for i in range(3)], last, any((w := v) > 1 for v in [1, 2, 3]), w)
def f(): return (yield)
def kw(*, a, b=2): return a, b
print(kw(a=1), kw(**{'a': 1, 'b': 3}))
def pos(a, b, /, c, *, d): return a, b, c, d
print(pos(1, 2, c=3, d=4))
try: pos(1, 2, 3, 4)
except TypeError as e: print(e)
print(pos.__name__, pos.__qualname__, (lambda: 0).__name__, outer.__doc__)
def doc():
    """the doc"""
print(doc.__doc__)
a = 5; del a
try: a
except NameError as e: print(e)
print(__name__)
i = 10
while i:
    i -= 3
    if i < 0: break
else: print('else')
print(i)
match (1, [2, 3]):
    case (1, [2, x]) if x > 5: print('no')
    case (1, [2, x]): print('x', x)
for v in (0, 'a', None, True, [1, 2, 3], (), {'a': 1, 'b': 2}, 3.5, b'x', -1):
    match v:
        case True: r = 'true'
        case 0: r = 'zero'
        case None: r = 'none'
        case 'a' | 'b': r = 'ab'
        case [1, *rest]: r = rest
        case []: r = 'empty'
        case {'a': x, **rest}: r = (x, rest)
        case float(): r = 'float'
        case bytes(b): r = b
        case int(n) if n < 0: r = 'neg'
        case _: r = 'other'
    print(r)
class Pt:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
match Pt(1, 2):
    case Pt(0, y): print(y)
    case Pt(1, y=yy): print('y', yy)
