-- Objects with methods, and a class that inherits from another.
local Account = {}
Account.__index = Account

function Account.new(balance)
  return setmetatable({ balance = balance, moves = 0 }, Account)
end

function Account:deposit(amount)
  self.balance = self.balance + amount
  self.moves = self.moves + 1
end

function Account:worth()
  return self.balance
end

local Savings = setmetatable({}, { __index = Account })
Savings.__index = Savings

function Savings.new(balance, rate)
  local account = Account.new(balance)
  account.rate = rate
  return setmetatable(account, Savings)
end

function Savings:worth()
  return Account.worth(self) * (1 + self.rate)
end

return function()
  local accounts = {}
  for i = 1, 10 do
    accounts[i] = i % 2 == 0 and Savings.new(i, 0.5) or Account.new(i)
  end
  local sum = 0
  for round = 1, 100 do
    for i = 1, #accounts do
      local account = accounts[i]
      account:deposit(round)
      sum = sum + account:worth()
    end
  end
  return sum
end
