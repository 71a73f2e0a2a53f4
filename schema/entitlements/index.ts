import { AssignSeatResolver, SeatAssignedResolver } from './assign-seat.js';
import { ConfirmSeatLimitResolver } from './confirm-seat-limit.js';
import { CreateTenantResolver } from './create-tenant.js';
import { EndUserResolver, UserEndedResolver } from './end-user.js';
import { MonthlyUsageResolver } from './monthly-usage.js';
import { ReleaseSeatResolver, SeatReleasedResolver } from './release-seat.js';
import { SeatsResolver, SeatUserResolver, UserSeatResolver } from './seats.js';
import { SetSeatLimitResolver } from './set-seat-limit.js';

/** Seats, their limit, and what opens and ends with them, as GraphQL. */
export const resolvers = [
  AssignSeatResolver,
  SeatAssignedResolver,
  ConfirmSeatLimitResolver,
  CreateTenantResolver,
  EndUserResolver,
  UserEndedResolver,
  MonthlyUsageResolver,
  ReleaseSeatResolver,
  SeatReleasedResolver,
  SeatsResolver,
  SeatUserResolver,
  UserSeatResolver,
  SetSeatLimitResolver,
] as const;
