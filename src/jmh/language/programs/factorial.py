def factorial(n):
    product = 1
    while n > 1:
        product *= n
        n -= 1
        yield product
    return product


for value in factorial(100000):
    last = value
print(last % 1000003)
