class Stack(list):
    def push(self, x): self.append(x)
    def __repr__(self): return 'Stack' + super().__repr__()
s = Stack([1]); s.push(2); print(s, len(s), s[0], s + [3], s == [1, 2], isinstance(s, list), list(s), s.pop())
class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __getitem__(self, k): return super().__getitem__(k.upper())
d = D(); d['a'] = 1; print(d, d['a'], 'A' in d, len(d), d.get('A'), dict(d))
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
print(list(Tree(2, Tree(1), Tree(3))), 3 in Tree(2, Tree(1), Tree(3)), sum(Tree(1, Tree(5))))
class E1(Exception): pass
class E2(E1):
    def __str__(self): return 'custom'
try: raise E2(1)
except E1 as e: print(e, repr(e), e.args, type(e).__mro__[1].__name__)
class V:
    __slots__ = ('a',)
v = V(); v.a = 1; print(v.a)
class Meta:
    registry = {}
    def __init__(self): self.registry[id(self) > 0] = 1
Meta(); print(Meta.registry)
class LL:
    class Node:
        def __init__(self, v, n): self.v, self.n = v, n
    def __init__(self): self.h = None
    def add(self, v): self.h = self.Node(v, self.h); return self
    def __iter__(self):
        n = self.h
        while n: yield n.v; n = n.n
    def __len__(self): return sum(1 for _ in self)
l = LL().add(1).add(2); print(list(l), len(l), bool(LL()))
class M:
    def __matmul__(self, o): return 'mm'
    def __pow__(self, o): return ('pow', o)
    def __rpow__(self, o): return ('rpow', o)
    def __lshift__(self, o): return 'ls'
    def __and__(self, o): return 'and'
    def __rtruediv__(self, o): return 'rtd'
    def __floordiv__(self, o): return 'fd'
    def __mod__(self, o): return 'mod'
    def __invert__(self): return 'inv'
    def __pos__(self): return 'pos'
    def __divmod__(self, o): return 'dm'
    def __reversed__(self): return iter('rev')
    def __ge__(self, o): return 'ge'
m = M(); print(m @ 1, m ** 2, 2 ** m, m << 1, m & 1, 1 / m, m // 1, m % 1, ~m, +m, divmod(m, 1), list(reversed(m)), m >= 1, 1 <= m)
