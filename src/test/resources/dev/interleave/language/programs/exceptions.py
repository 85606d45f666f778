def f():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return 'ret'
            print('body', i)
        finally:
            print('fin', i)
print(f())
def g():
    try:
        try: raise ValueError('a')
        finally: print('inner')
    except ValueError as e:
        print('outer', e)
        try: raise KeyError('b')
        except KeyError as k: print(repr(k.__context__), k.__suppress_context__)
    else: print('no')
    return 1
print(g())
def h():
    try: return 'try'
    finally: return 'finally'
print(h())
def k():
    while True:
        try: break
        finally: print('brk')
    return 'k'
print(k())
def r():
    try: raise ValueError('x')
    except ValueError:
        try: raise
        except ValueError as e: return repr(e)
print(r())
try:
    try: raise ValueError(1)
    except TypeError: print('no')
except ValueError as e: print('yes', e.args)
def n():
    e = 5
    try: 1/0
    except ZeroDivisionError as e: pass
    try: print(e)
    except UnboundLocalError as x: print(x)
n()
try: raise
except RuntimeError as e: print(e)
class Ctx:
    def __init__(self, n, sw=False): self.n, self.sw = n, sw
    def __enter__(self): print('enter', self.n); return self.n
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v); return self.sw
with Ctx(1) as a, Ctx(2) as b: print(a, b)
with Ctx(3, True): raise KeyError('q')
def w():
    with Ctx(4): return 'w'
print(w())
for i in range(2):
    with Ctx(5):
        if i == 0: continue
        break
try:
    with Ctx(6): raise ValueError('out')
except ValueError as e: print('got', e)
try:
    raise ValueError('one') from KeyError('two')
except ValueError as e: print(repr(e.__cause__))
try:
    try: 1/0
    except ZeroDivisionError: undefined_name
except NameError as e: print(e, repr(e.__context__))
def deep(n):
    try:
        if n == 0: raise ValueError('deep')
        deep(n-1)
    finally: pass
try: deep(20)
except ValueError as e: print(e)
try: raise Exception
except Exception as e: print(repr(e), str(e), e.args)
try: raise ValueError('a', 'b')
except ValueError as e: print(e, repr(e))
try: raise 5
except TypeError as e: print(e)
try:
    try: raise ValueError
    except 5: pass
except TypeError as e: print(e)
