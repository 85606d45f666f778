def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print('exit'); raise
    finally:
        print('fin')
a = g(); print(next(a)); a.close(); print(list(a))
def h():
    r = yield from g()
    print('r', r)
b = h(); next(b)
try: b.throw(KeyError('k'))
except KeyError as e: print('thrown', e)
def bad():
    raise StopIteration('x')
    yield
try: next(bad())
except RuntimeError as e: print(e, repr(e.__cause__))
def ign():
    while True:
        try: yield 1
        except GeneratorExit: pass
c = ign(); next(c)
try: c.close()
except RuntimeError as e: print(e)
def echo():
    x = None
    while True: x = yield x
e = echo(); next(e); print(e.send(1), e.send(2))
try: echo().send(1)
except TypeError as x: print(x)
def rec(n):
    if n: yield from rec(n-1)
    yield n
print(list(rec(30)))
def sub():
    try:
        x = yield 'a'
        print('sub got', x)
    except ValueError as e:
        print('sub caught', e); yield 'handled'
    return 'ret'
def main():
    while True:
        r = yield from sub()
        print('result', r)
m = main(); print(next(m)); print(m.send(5)); print(m.throw(ValueError('boo'))); print(next(m)); m.close()
class It:
    def __iter__(self): return self
    def __init__(self): self.n=0
    def __next__(self):
        self.n+=1
        if self.n>3: raise StopIteration('done')
        return self.n
def d():
    r = yield from It()
    print('it', r)
print(list(d()))
gen = (x for x in [1,2]); print(next(gen), next(gen), next(gen, 'dflt'))
def selfrun():
    yield next(me)
me = selfrun()
try: next(me)
except ValueError as e: print(e)
