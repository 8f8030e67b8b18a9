-- Grants permits of one rate, by the generic cell rate algorithm (GCRA), and keeps what
-- all processes must know of it. Times are microseconds of the server's clock.
--
-- KEYS: rate (hash), members, queue, index (sorted sets)
-- ARGV: process, weight, stated rate (0: none), wanted permits, the process's last slot
--       (0: none of late), slot of a throttled permit (0: none), permits used without a rate,
--       the last slot of all before the process's next turn, as far as it knows, requests
--       that were throttled, also those without a permit, whether the last slot is a turn that
--       the process took alone
-- Returns: now, first slot, permits, interval, when to ask again (0: at will), weights
local rate_key, members, queue, index = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local process, weight, stated = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local wanted, last, throttled = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local unpaced, taken, refused = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local is_alone = ARGV[10] == '1'

local SECOND = 1000000
-- What the slots of rate + 1 permits span: a second, and 30 ms for late timers.
local SPAN = 1030000
-- No slot lies further ahead: whatever is lost, at most this is granted twice.
local HORIZON = SECOND
-- How long it takes until all processes know that the server is back.
local RETURN = 2 * SECOND
-- How long a process that was promised a slot may be late.
local GRACE = 250000
-- How long a process counts after its last request, and data after the last process's.
local MEMBER, KEPT = 3 * SECOND, 120 * SECOND
-- The curve of recovery, as the client's own pacing has it.
local PLATEAU, RECOVERED = 12, 60
-- A refusal that no other one follows within so many seconds is forgotten after FORGIVEN: a
-- late request, not a lower rate.
local FOLLOWED, FORGIVEN = 10, 2
-- How slowly a fleet that has become smaller is forgotten, in seconds: soon where the others
-- may be idle, late where they may still come back.
local SOON, LATE = 3, 600

local function integer(value) return string.format('%.0f', value) end

local clock = redis.call('TIME')
local now = clock[1] * SECOND + clock[2]
local fields = { 'slot', 'stated', 'cut', 'plateau', 'fresh', 'weights', 'at', 'second', 'ten', 'minute', 'rate', 'since', 'largest', 'forget_at', 'lately' }
local row = redis.call('HMGET', rate_key, unpack(fields))
local function number(position)
  local value = tonumber(row[position] or 0) or 0
  return math.abs(value) < math.huge and value or 0
end
local newest = number(1)
local cut, plateau, weights = number(3), number(4), number(6)
-- None is what it was if the clock was set back, or another program wrote it.
local fresh = math.min(number(5), now + RETURN)
local forget_at = math.min(number(14), now + RECOVERED * SECOND)
if cut > now then cut, forget_at = 0, 0 end

-- The lowest rate that a process states.
if number(2) > 0 then stated = stated > 0 and math.min(stated, number(2)) or number(2) end

-- Moving counts: permits of the last second and of ten, refusals of a minute.
local elapsed = math.max(0, now - number(7)) / SECOND
local second = number(8) * math.exp(-elapsed)
local ten = number(9) * math.exp(-elapsed / 10)
local minute = number(10) * math.exp(-elapsed / 60) + refused
-- The largest fleet of some minutes, and of some seconds.
local largest, lately = number(13) * math.exp(-elapsed / LATE), number(15) * math.exp(-elapsed / SOON)
local since = row[12] and math.min(number(12), now) or now

-- The newest slot that was granted. If it is later than can be, the clock was set back.
newest = math.min(newest, now + HORIZON)

local function current()
  local rate = stated > 0 and stated or math.huge
  local seconds = (now - cut) / SECOND
  if now >= forget_at or seconds > RECOVERED then return rate end
  local step = plateau / 8
  if stated > 0 then step = math.max(step, stated / 64) end
  return math.min(rate, plateau + step * ((seconds - PLATEAU) / PLATEAU) ^ 3)
end

-- How many permits a process may hold at once.
local function share(rate, weights)
  return weight * math.max(1, math.floor(rate / 2 / weights))
end

-- The sum of the weights of this process, and of the others that count until this time.
local function weights_until(time)
  local sum = weight
  for _, member in ipairs(redis.call('ZRANGE', members, integer(time), '+inf', 'BYSCORE')) do
    if member ~= process then sum = sum + tonumber(string.match(member, ':(%d+)$') or 0) end
  end
  return sum
end

second, ten = second + unpaced, ten + unpaced
local gone = redis.call('ZREMRANGEBYSCORE', members, '-inf', integer(now))
local is_member = redis.call('ZSCORE', members, process)
-- Processes, by the time until which they count. The sum is taken anew when one comes or goes.
if row[6] == false or gone > 0 or not is_member then weights = weights_until(now) end
weights = math.max(weights, weight)

plateau = math.max(plateau, stated > 0 and stated / 32 or 1)
-- The process was paced alone until now, and the others have learned what it left to them.
-- That is over when all are back; until then they may have as much more as they are more.
-- What the service refuses meanwhile says nothing about a rate that is stated.
if stated > 0 and last > 0 and (is_alone or not is_member) then
  fresh = now + RETURN
  if weights >= largest then
    cut, forget_at = 0, 0
  elseif now < forget_at and not is_member then
    plateau, cut = math.min(stated, plateau * weights / (weights - weight)), now - PLATEAU * SECOND
  end
end
largest, lately = math.max(largest, weights), math.max(lately, weights)
local rate = current()
-- The process has a later slot than all that are known here: data was lost, or nobody asked
-- for a time. The others have the slots after it, up to the process's next turn.
if last > newest and last <= now + HORIZON then
  newest = math.min(math.max(last, taken), now + HORIZON)
  if stated > 0 then fresh = now + RETURN end
end
if throttled > 0 then
  second = math.max(0, second - 1)
  if throttled >= fresh then
    local accepted = second
    local is_single = stated > 0 and now - cut > FOLLOWED * SECOND
    if rate < math.huge then
      -- A moving count is low at first, and says little in its first second.
      local age = now - since
      accepted = age < SECOND and rate or accepted / (1 - math.exp(-age / SECOND))
      if stated > 0 then
        -- Those that have not asked for a second may be cut off, and go on with their share.
        local part = weights_until(now + MEMBER - SECOND) / lately
        accepted = math.min(accepted, stated * part)
        is_single = is_single and part >= 1
      end
      accepted = math.max(rate / 3, math.min(rate, accepted))
    end
    forget_at = math.max(forget_at, now + (is_single and FORGIVEN or RECOVERED) * SECOND)
    plateau, cut = math.max(accepted, stated > 0 and stated / 32 or 1), now
    rate = current()
    -- What was granted before says nothing about the new rate.
    newest = math.max(newest, now)
    fresh = newest + 1
  end
end

local slot, permits, later, interval = 0, 0, 0, 0
if rate < math.huge then
  interval = math.ceil(SPAN / rate)
  slot = math.max(newest + interval, now)
  -- Processes that found the horizon full, by the time for which they were told to return.
  redis.call('ZREMRANGEBYSCORE', queue, '-inf', integer(now - GRACE))
  if wanted > 0 then
    local rank = redis.call('ZRANK', queue, process)
    local ahead = rank or redis.call('ZCARD', queue)
    local room = math.floor((now + HORIZON - slot) / interval) + 1 - ahead
    -- As long as some members may not have returned, each has few.
    local most = now > fresh and share(rate, weights) or weight
    permits = math.max(0, math.min(wanted, most, room))
    if permits > 0 then
      newest = slot + (permits - 1) * interval
      if rank then redis.call('ZREM', queue, process) end
    else
      later = slot + ahead * interval - math.max(0, HORIZON - interval)
      redis.call('ZADD', queue, integer(later), process)
      redis.call('PEXPIRE', queue, integer(KEPT / 1000))
    end
  end
end

second, ten = second + permits, ten + permits
local values = { newest, stated, cut, plateau, fresh, weights, now, second, ten, minute, rate < math.huge and rate or 0, since, largest, forget_at, lately }
local written = {}
for position, field in ipairs(fields) do
  written[2 * position - 1], written[2 * position] = field, string.format('%.3f', values[position])
end
redis.call('HSET', rate_key, unpack(written))
redis.call('PEXPIRE', rate_key, integer(KEPT / 1000))
redis.call('ZADD', members, integer(math.max(now, later) + MEMBER), process)
redis.call('PEXPIRE', members, integer(KEPT / 1000))
redis.call('ZADD', index, integer(now), rate_key)
redis.call('ZREMRANGEBYSCORE', index, '-inf', integer(now - KEPT))
redis.call('PEXPIRE', index, integer(KEPT / 1000))
return { now, slot, permits, interval, later, weights }
