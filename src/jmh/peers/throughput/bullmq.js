// A BullMQ worker, and as many small jobs as it gets done; see throughput.sh.
const { Queue, QueueEvents, Worker } = require("bullmq");

const connection = { host: "127.0.0.1", port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };

function factorial(n) {
  let product = 1n;
  for (let factor = 2n; factor <= BigInt(n); factor++) product *= factor;
  return product.toString();
}

async function work(concurrency) {
  const worker = new Worker("jobs", async (job) => factorial(job.data.n), { connection, concurrency: Number(concurrency) });
  await worker.waitUntilReady();
  console.log("WORKER-READY");
}

async function measure(setting, seconds, submit, clients) {
  const queue = new Queue("jobs", { connection });
  const events = new QueueEvents("jobs", { connection });
  let added = 0;
  let done = 0;
  let ended = () => {};
  events.on("completed", () => { done++; ended(); });
  await events.waitUntilReady();
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() - start < seconds * 1000) added += await submit(queue);
  }));
  while (done < added) await new Promise((resolve) => { ended = resolve; });
  const rate = Math.round(done / ((performance.now() - start) / 1000));
  console.log(JSON.stringify({ system: `BullMQ ${require("bullmq/package.json").version}`, setting, jobs_per_s: rate }));
  await events.close();
  await queue.close();
}

async function load(clients, seconds) {
  const one = async (queue) => { await queue.add("short", { n: 20 }); return 1; };
  const many = async (queue) => { await queue.addBulk(Array.from({ length: 1000 }, () => ({ name: "short", data: { n: 20 } }))); return 1000; };
  await measure(`one by one, ${clients} at a time`, seconds, one, Number(clients));
  await measure("batches of 1,000, 4 at a time", seconds, many, 4);
  process.exit(0);
}

const [, , role, ...rest] = process.argv;
if (role === "worker") work(rest[0]);
else load(rest[0], Number(rest[1]));
