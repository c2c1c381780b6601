package io.aftercall.promise;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The public holidays of a country or one of its regions. Safe for use by many threads. */
public final class Holidays {
  /** No day is a holiday. */
  public static final Holidays NONE = new Holidays("", null, new String[0]);

  private final String region;
  private final HolidayManager manager;
  private final String[] below;
  private final Map<Integer, Map<LocalDate, String>> years = new ConcurrentHashMap<>();

  private Holidays(String region, HolidayManager manager, String[] below) {
    this.region = region;
    this.manager = manager;
    this.below = below;
  }

  /**
   * @param region a country as in {@code DE}, or a part of it as in {@code DE-BY}
   * @return empty if no holidays of it are known
   */
  public static Optional<Holidays> of(String region) {
    String[] parts = region.toLowerCase(Locale.ROOT).split("-", 2);
    if (HolidayManager.getSupportedCalendarCodes().stream().noneMatch(parts[0]::equalsIgnoreCase)) {
      return Optional.empty();
    }
    HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
    boolean known =
        parts.length == 1
            || manager.getCalendarHierarchy().getChildren().keySet().stream()
                .anyMatch(child -> child.equalsIgnoreCase(parts[1]));
    String[] below = parts.length == 1 ? new String[0] : new String[] {parts[1]};
    return known ? Optional.of(new Holidays(region, manager, below)) : Optional.empty();
  }

  /** The English name of the holiday on that day; empty if it is none. */
  Optional<String> on(LocalDate day) {
    return manager == null
        ? Optional.empty()
        : Optional.ofNullable(years.computeIfAbsent(day.getYear(), this::year).get(day));
  }

  private Map<LocalDate, String> year(int year) {
    Map<LocalDate, String> days = new HashMap<>();
    for (Holiday holiday : manager.getHolidays(Year.of(year), below)) {
      if (holiday.getType() == HolidayType.PUBLIC_HOLIDAY) {
        days.put(holiday.getDate(), holiday.getDescription(Locale.ENGLISH));
      }
    }
    return days;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Holidays holidays && region.equals(holidays.region);
  }

  @Override
  public int hashCode() {
    return region.hashCode();
  }

  @Override
  public String toString() {
    return region;
  }
}
