def f(a,b=1,*args,c,d=2,**kw): pass
for call in ("f()","f(1)","f(1,c=1,e=5)","f(1,2,3,4,c=1)","f(1,a=2,c=3)"):
    pass
for thunk in (lambda: f(), lambda: f(1), lambda: f(1,2,a=2,c=3), lambda: (lambda x: x)(), lambda: (lambda x: x)(1,2), lambda: (lambda x, y: x)(1,z=3), lambda: len(), lambda: len(1,2), lambda: [].append(), lambda: "".join(1,2), lambda: int("a"), lambda: range()):
    try: thunk()
    except TypeError as e: print(e)
    except Exception as e: print(type(e), e)
