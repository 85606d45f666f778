x = 3 ** 400000
y = 7 ** 300000
for i in range(5):
    product = (x + i) * (y - i)
print(product % 1000003)
