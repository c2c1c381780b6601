package io.aftercall.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns; the last column may run on. */
final class Table {
  private static final int WIDEST = 48;

  private final int columns;
  private final List<String[]> rows = new ArrayList<>();

  Table(int columns) {
    this.columns = columns;
  }

  Table row(String... cells) {
    rows.add(cells);
    return this;
  }

  void print(PrintWriter out) {
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, row[i].length()));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(Math.max(0, widths[i] - row[i].length())));
        line.append(i < columns - 1 ? "  " : "");
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
