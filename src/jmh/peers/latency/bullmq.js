// A BullMQ worker, and long and short jobs for it; see bullmq.sh.
const { Queue, QueueEvents, Worker } = require("bullmq");

const connection = { host: "127.0.0.1", port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };
const INTERVAL = 20;
const GIVE_UP = 40_000;
const YIELD_AFTER = 5;
const now = () => performance.now();
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

function factorial(n) {
  let product = 1n;
  for (let factor = 2n; factor <= BigInt(n); factor++) product *= factor;
  return product.toString(16);
}

async function yieldingFactorial(n) {
  let product = 1n;
  let since = now();
  for (let factor = 2n; factor <= BigInt(n); factor++) {
    product *= factor;
    if (now() - since > YIELD_AFTER) {
      await new Promise((resolve) => setImmediate(resolve));
      since = now();
    }
  }
  return product.toString(16);
}

async function work(concurrency, kind) {
  const compute = kind === "yielding" ? yieldingFactorial : factorial;
  const worker = new Worker("jobs", (job) => compute(job.data.n), { connection, concurrency: Number(concurrency) });
  await worker.waitUntilReady();
  console.log("WORKER-READY");
}

async function load(setting, longs, longN, seconds) {
  const queue = new Queue("jobs", { connection });
  const events = new QueueEvents("jobs", { connection });
  const done = new Map();
  events.on("completed", ({ jobId }) => done.set(jobId, now()));
  await events.waitUntilReady();
  const waitFor = async (ids, millis) => {
    const end = now() + millis;
    while (now() < end && !ids.every((id) => done.has(id))) await sleep(20);
  };
  const warm = await queue.addBulk(Array.from({ length: 50 }, () => ({ name: "short", data: { n: 20 } })));
  await waitFor(warm.map((job) => job.id), 30_000);

  const begin = now();
  const long = Array.from({ length: longs }, () => ({ name: "long", data: { n: longN } }));
  const longIds = (await queue.addBulk(long)).map((job) => job.id);
  await sleep(200);
  const submitted = new Map();
  const adding = [];
  const start = now();
  for (let i = 0; now() - start < seconds * 1000 && !(longs > 0 && longIds.every((id) => done.has(id))); i++) {
    await sleep(Math.max(0, start + i * INTERVAL - now()));
    const at = now();
    adding.push(queue.add("short", { n: 20 }).then((job) => submitted.set(job.id, at)));
  }
  await Promise.all(adding);
  await waitFor([...submitted.keys()], GIVE_UP);
  await waitFor(longIds, GIVE_UP);

  const latencies = [...submitted].filter(([id]) => done.has(id)).map(([id, at]) => done.get(id) - at);
  latencies.sort((a, b) => a - b);
  const ended = longIds.filter((id) => done.has(id)).map((id) => done.get(id));
  const at = (p) => Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * p))] ?? NaN).toFixed(2));
  console.log(JSON.stringify({
    system: `BullMQ ${require("bullmq/package.json").version}`, setting, longs, long_n: longN, shorts: submitted.size,
    unfinished: submitted.size - latencies.length, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1),
    longs_per_s: Number((ended.length / ((Math.max(...ended) - begin) / 1000)).toFixed(3)),
  }));
  process.exit(0);
}

const [, , role, ...rest] = process.argv;
if (role === "worker") work(rest[0], rest[1]);
else load(rest[0], Number(rest[1]), Number(rest[2]), Number(rest[3]));
