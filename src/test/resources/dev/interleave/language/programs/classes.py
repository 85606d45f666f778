class A:
    """doc of A"""
    x = 1
    y = x + 1
    def __init__(self, v): self.v = v
    def __repr__(self): return f'A({self.v!r})'
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __lt__(self, o): return self.v < o.v
    def m(self): return self.__class__.__name__, type(self).__qualname__
class B(A):
    def __init__(self, v, w): super().__init__(v); self.w = w
    def __str__(self): return 'B!'
    def m(self): return ('B',) + super().m()
b = B(1, 2)
print(b, repr(b), [b], {b: 1}, f'{b}', f'{b!r}', '%s %r' % (b, b), str(b), b.m(), A.__doc__, B.__doc__, A.y)
print(b == A(1), A(1) == b, b != A(2), A(1) < A(2), sorted([A(3), A(1)]), max(A(1), A(5)), A(1) in [A(1)], {A(1): 'x'}[A(1)], len({A(1), A(1), A(2)}))
print(isinstance(b, A), issubclass(B, A), type(b) is B, b.__dict__, hasattr(b, 'w'), getattr(b, 'zz', None))
b.new = 5; print(b.new, vars(b)); del b.new
try: b.new
except AttributeError as e: print(e)
try: A.nope
except AttributeError as e: print(e)
A.z = 9; print(b.z, B.z); B.z = 10; print(A.z, b.z)
print(A.__name__, B.__bases__ == (A,), [c.__name__ for c in B.__mro__])
class P:
    def __init__(self): self._t = 0
    @property
    def t(self):
        "doc"
        return self._t
    @t.setter
    def t(self, v):
        if v < 0: raise ValueError('neg')
        self._t = v
    @t.deleter
    def t(self): print('del'); self._t = None
    @property
    def ro(self): return 1
p = P(); p.t = 5; p.t += 1; print(p.t)
try: p.t = -1
except ValueError as e: print(e)
try: p.ro = 1
except AttributeError as e: print(type(e).__name__)
del p.t; print(p.t)
class S:
    count = 0
    @classmethod
    def make(cls, *a): cls.count += 1; return cls(*a)
    @staticmethod
    def add(a, b): return a + b
class T(S): pass
t = T.make(); print(type(t).__name__, S.count, T.count, S.add(1, 2), t.add(3, 4))
class N:
    def __new__(cls, x):
        o = super().__new__(cls); o.made = x; return o
    def __init__(self, x): self.init = x
n = N(3); print(n.made, n.init)
class Single:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Single() is Single())
class Num:
    def __init__(self, v): self.v = v
    def __add__(self, o): return NotImplemented if not isinstance(o, Num) else Num(self.v + o.v)
    def __radd__(self, o): return ('radd', o)
    def __iadd__(self, o): self.v += o; return self
    def __mul__(self, o): return ('mul', o)
    def __rmul__(self, o): return ('rmul', o)
    def __getitem__(self, i): return ('item', i)
    def __setitem__(self, i, v): print('set', i, v)
    def __delitem__(self, i): print('del', i)
    def __bool__(self): return self.v > 0
    def __int__(self): return 42
    def __float__(self): return 4.2
    def __index__(self): return 7
    def __abs__(self): return 'abs'
    def __call__(self, *a, **k): return a, k
    def __contains__(self, x): return x == 1
    def __len__(self): return 3
    def __round__(self, n=None): return ('round', n)
    def __format__(self, s): return f'<{s}>'
a = Num(1); a += 5; print(a.v, 3 + a, a * 2, 2 * a, a[1], a[1:2], a[1, 2], bool(a), int(a), float(a), abs(a), a(1, x=2), 1 in a, 2 in a, len(a), round(a), round(a, 2), f'{a:xx}', hex(a), not a)
a[1] = 2; del a['x']
try: a + 'x'
except TypeError as e: print(e)
