# What the service says by itself to many: what it will cost, before somebody agrees to it.

pushes-cost = { $parts }.
    .paid = Khoảng { $count } tin tính phí, chừng { $money } đồng
    .elsewhere = { $count } người chưa nhắn được qua kênh này, sẽ nhắn qua kênh khác
    .closed = { $count } người hiện chưa nhắn được qua kênh nào
