export { type AlreadySeated, assignSeat, type SeatAssigned, type SeatLimitReached } from './assign-seat.js';
export { bootstrapTenant, type TenantBootstrapped, type TenantSetup } from './bootstrap-tenant.js';
export { createTenant, type TenantCreated, type TenantHandleTaken } from './create-tenant.js';
export { endUser, type UserEnded } from './end-user.js';
export { type Credential, findCaller } from './find-caller.js';
export { type NotSeated, releaseSeat, type SeatReleased } from './release-seat.js';
export {
  confirmSeatLimit,
  type SeatLimitBelowUse,
  type SeatLimitProposed,
  type SeatLimitSet,
  setSeatLimit,
} from './seat-limit.js';
export { type AssignedSeat, listSeats, type SeatUse, seatsOfUsers, seatUse } from './seats.js';
export { type Standing, Standings } from './standings.js';
export { importUsers, planUserImport } from './user-import.js';
export type { UserImportPlan, UserImportRow } from './user-import-rows.js';
