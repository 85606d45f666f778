import math


class Body:
    def __init__(self, mass, x, y, z, vx, vy, vz):
        self.mass = mass
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz


DAYS = 365.24
SUN = 4 * math.pi * math.pi


def system():
    bodies = [
        Body(SUN, 0, 0, 0, 0, 0, 0),
        Body(SUN / 1047, 4.84, -1.16, -0.10, 0.00166 * DAYS, 0.0077 * DAYS, -0.00007 * DAYS),
        Body(SUN / 3498, 8.34, 4.12, -0.40, -0.00277 * DAYS, 0.005 * DAYS, 0.00002 * DAYS),
        Body(SUN / 22903, 12.89, -15.11, -0.22, 0.003 * DAYS, 0.0024 * DAYS, -0.00003 * DAYS),
        Body(SUN / 19412, 15.38, -25.92, 0.18, 0.0027 * DAYS, 0.0016 * DAYS, -0.0001 * DAYS),
    ]
    sun = bodies[0]
    for body in bodies[1:]:
        sun.vx -= body.vx * body.mass / SUN
        sun.vy -= body.vy * body.mass / SUN
        sun.vz -= body.vz * body.mass / SUN
    return bodies


def energy(bodies):
    total = 0.0
    for i in range(len(bodies)):
        a = bodies[i]
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1:]:
            total -= a.mass * b.mass / math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2)
    return total


def advance(bodies, step):
    n = len(bodies)
    for i in range(n):
        a = bodies[i]
        for j in range(i + 1, n):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            force = step / (square * math.sqrt(square))
            a.vx -= dx * b.mass * force
            a.vy -= dy * b.mass * force
            a.vz -= dz * b.mass * force
            b.vx += dx * a.mass * force
            b.vy += dy * a.mass * force
            b.vz += dz * a.mass * force
    for a in bodies:
        a.x += step * a.vx
        a.y += step * a.vy
        a.z += step * a.vz


bodies = system()
for _ in range(5000):
    advance(bodies, 0.01)
print(f'{energy(bodies):.9f}')
