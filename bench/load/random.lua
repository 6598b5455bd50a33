-- Asks for paths out of a file, picked at random, and says what came of it as one line of JSON.

local prepared = {}

function init(args)
  for path in io.lines(args[1]) do
    prepared[#prepared + 1] = wrk.format('GET', path)
  end
  math.randomseed(tonumber(args[2]))
end

function request()
  return prepared[math.random(#prepared)]
end

function done(summary)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%f,"refused":%d,"failed":%d}\n',
    summary.requests,
    summary.duration / 1e6,
    errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
