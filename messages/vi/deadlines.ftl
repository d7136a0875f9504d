# Hạn nộp: the dates of whoever asks.

deadlines =
    { $lines }
    .register = Ghi sáng kiến
    .menu = Về menu
deadlines-programme = { $programme }:
deadlines-line = - { $title }: { $until } ({ $left })
deadlines-again = - { $title }: kỳ này đã hết hạn ngày { $past }; kỳ sau { $until } ({ $left })
deadlines-inner = { $line }; { $inner }
deadlines-inner-over = { $line }; ngày { $day } của công đoàn mình đã qua, nhờ anh/chị hỏi cán bộ
deadlines-over = - { $title }: đã hết hạn ({ $until })
deadlines-undated = - { $title }: chưa có ngày, cán bộ sẽ báo
deadlines-set = - { $title }: chưa có ngày; đặt ngày ở mục "Chương trình" trong menu
deadlines-doubt = Kế hoạch ghi chưa thống nhất; tạm hiểu: { $reading }. Cán bộ sẽ chốt.
deadlines-doubts = Kế hoạch ghi chưa thống nhất, cán bộ sẽ chốt. Tạm hiểu:
deadlines-doubts-one = + { $reading }
deadlines-more = Còn { $count } hạn xa hơn.
deadlines-none = Hiện chưa có hạn nào cho anh/chị. { $ask }
deadlines-ask-anybody = Nhờ anh/chị hỏi cán bộ công đoàn nơi làm việc.
