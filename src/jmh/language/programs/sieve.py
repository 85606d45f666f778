def primes(limit):
    is_prime = [True] * (limit + 1)
    is_prime[0] = is_prime[1] = False
    i = 2
    while i * i <= limit:
        if is_prime[i]:
            for k in range(i * i, limit + 1, i):
                is_prime[k] = False
        i += 1
    return [i for i in range(limit + 1) if is_prime[i]]


found = primes(1000000)
print(len(found), found[-1])
