export { type Channels, type ChannelsOptions, type Heard, type Listening, openChannels } from './channels.js';
export { type DeadLetter, type DeadLetterPage, type DeadLetters, openDeadLetters } from './dead-letters.js';
export {
  defineJob,
  type Enqueue,
  type EnqueueOptions,
  type EnqueueOutcome,
  type JobContext,
  type JobDefinition,
  type JobKind,
  jobIdOf,
  PayloadRefused,
} from './define-job.js';
export { createFanOut, type FanOut, type FanOutEvent, type Topic } from './fan-out.js';
export type { JobLogger } from './job-logger.js';
export { createJobMetrics, type JobMetrics, NO_METRICS } from './job-metrics.js';
export type { JobLimits } from './limits.js';
export { createJobProducer, type JobEntry, type JobProducer } from './producer.js';
export type { QueuesOptions } from './queues.js';
export { assertRedisIsFit, RedisUnfit } from './redis-checks.js';
export { QueueUnreachable } from './redis-connections.js';
export { type Backoff, PermanentFailure } from './retry-classes.js';
export { createJobRuntime, type JobRuntime, type JobRuntimeOptions, queueNames } from './runtime.js';
export { type Due, defineSchedule, type JobSchedule } from './schedules.js';
export { SlowSubscriber } from './subscriber-queue.js';
export { createWake, type Wake, type Wakeable } from './wake.js';
