# What the service says by itself to many: what it will cost, before somebody agrees to it.

pushes-cost = { $parts }.
    .paid = About { $count } messages are charged for, some { $money } đồng
    .elsewhere = { $count } people can't be written to in this chat and will be told in another
    .closed = { $count } people can't be written to in any chat at the moment
