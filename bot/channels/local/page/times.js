// Moments as people in Việt Nam read them, whatever zone the computer is set to.

const OFFSET = 7 * 3600_000; // Asia/Ho_Chi_Minh: +07:00, the same all year
const DAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

const two = (number) => String(number).padStart(2, "0");

/** A Date whose UTC fields are the wall clock in Việt Nam. */
function wall(moment) {
  return new Date(moment.getTime() + OFFSET);
}

/** "09:12" */
export function hourText(moment) {
  const at = wall(moment);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** "16/5/2022" */
export function dateText(moment) {
  const at = wall(moment);
  return `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()}`;
}

/** "thứ Hai 16/5/2022" */
export function dayText(moment) {
  return `${DAYS[wall(moment).getUTCDay()]} ${dateText(moment)}`;
}

/** "thứ Hai 16/5/2022, 09:12" */
export function momentText(moment) {
  return `${dayText(moment)}, ${hourText(moment)}`;
}

/** "2022-05-16T09:12", what a datetime-local field holds. */
export function fieldValue(moment) {
  return wall(moment).toISOString().slice(0, 16);
}

/** "2022-05-16T09:12:00+07:00", what the service is sent. */
export function isoText(moment) {
  return `${wall(moment).toISOString().slice(0, 19)}+07:00`;
}

/** The moment a datetime-local field means; NaN inside when it is empty. */
export function fromField(value) {
  return new Date(`${value}:00+07:00`);
}

/** The next 19:00, and whether that is still today. */
export function nextEvening(now) {
  const evening = fromField(`${fieldValue(now).slice(0, 10)}T19:00`);
  const today = evening > now;
  return { evening: today ? evening : new Date(evening.getTime() + 24 * 3600_000), today };
}

/** 75 → "1:15" */
export function lengthText(seconds) {
  return `${Math.floor(seconds / 60)}:${two(Math.floor(seconds % 60))}`;
}
