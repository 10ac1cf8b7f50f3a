package dev.peers.core.text;

import java.time.DateTimeException;
import java.time.Instant;

/// Times in UTC, as ISO 8601 and JavaScript write them, such as `2026-06-06T15:43:56.000Z`.
///
/// By hand: the platform's calendar loads its formatters when it is first asked whether a year is a
/// leap year, which takes longer than a whole request.
public final class IsoTime {
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MILLIS_PER_SECOND = 1_000;

  /// Years are counted from March on, so that the leap day is their last, in eras of 400.
  private static final int DAYS_PER_ERA = 146_097;

  /// From 0000-03-01 to 1970-01-01.
  private static final int DAYS_BEFORE_1970 = 719_468;

  private static final Instant FIRST = Instant.ofEpochSecond(-62_167_219_200L);
  private static final Instant END = Instant.ofEpochSecond(253_402_300_800L);

  private IsoTime() {}

  /// The time to the millisecond, cut.
  public static String millis(Instant time) {
    return isUsual(time)
        ? digits(
                upToSeconds(time).append('.'),
                Math.floorMod(time.toEpochMilli(), MILLIS_PER_SECOND),
                3)
            .append('Z')
            .toString()
        : time.toString();
  }

  /// The time to the second, cut.
  public static String seconds(Instant time) {
    return isUsual(time)
        ? upToSeconds(time).append('Z').toString()
        : Instant.ofEpochSecond(time.getEpochSecond()).toString();
  }

  /// The time that a text says, in any of the notations of [Instant#parse].
  ///
  /// @throws DateTimeException if it says none
  public static Instant parse(String text) {
    if (!hasUsualShape(text)) {
      return Instant.parse(text);
    }
    long days = days(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    int seconds = number(text, 11, 13) * 3_600 + number(text, 14, 16) * 60 + number(text, 17, 19);
    Instant time =
        Instant.ofEpochSecond(days * SECONDS_PER_DAY + seconds).plusMillis(number(text, 20, 23));
    // The 30th of February comes out as another day.
    if (!millis(time).equals(text)) {
      throw new DateTimeException("there is no such day or time");
    }
    return time;
  }

  private static boolean isUsual(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  private static boolean hasUsualShape(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      if (SHAPE.charAt(i) == '0' ? c < '0' || c > '9' : c != SHAPE.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseUnsignedInt(text, from, to, 10);
  }

  private static StringBuilder upToSeconds(Instant time) {
    long days = Math.floorDiv(time.getEpochSecond(), (long) SECONDS_PER_DAY);
    int second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    StringBuilder text = new StringBuilder(SHAPE.length());
    date(text, days).append('T');
    digits(text, second / 3_600, 2).append(':');
    digits(text, second / 60 % 60, 2).append(':');
    return digits(text, second % 60, 2);
  }

  private static StringBuilder date(StringBuilder text, long daysSince1970) {
    long days = daysSince1970 + DAYS_BEFORE_1970;
    long era = Math.floorDiv(days, DAYS_PER_ERA);
    int day = Math.floorMod(days, DAYS_PER_ERA);
    int year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    int dayOfYear = day - daysBefore(year);
    int fromMarch = (5 * dayOfYear + 2) / 153;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    digits(text, (int) (era * 400 + year + (month <= 2 ? 1 : 0)), 4).append('-');
    digits(text, month, 2).append('-');
    return digits(text, dayOfYear - daysBeforeMonth(fromMarch) + 1, 2);
  }

  private static long days(int year, int month, int day) {
    int counted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(counted, 400);
    int fromMarch = month <= 2 ? month + 9 : month - 3;
    return (long) era * DAYS_PER_ERA
        + daysBefore(counted - era * 400)
        + daysBeforeMonth(fromMarch)
        + day
        - 1
        - DAYS_BEFORE_1970;
  }

  /// How many days of the era are over when this year of it begins.
  private static int daysBefore(int year) {
    return year * 365 + year / 4 - year / 100;
  }

  /// How many days of the year are over when this month begins: five months from March or August on
  /// have 153 days.
  private static int daysBeforeMonth(int fromMarch) {
    return (153 * fromMarch + 2) / 5;
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.repeat('0', width - digits.length()).append(digits);
  }
}
