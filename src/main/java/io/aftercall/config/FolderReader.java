package io.aftercall.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the folders of a {@link Workspace} from disk. */
final class FolderReader {
  private static final long LARGEST = 1024 * 1024;
  static final int MOST_FILES = 2_000;

  private final Path home;
  private final List<Problem> problems;
  private final SortedMap<String, String> files = new TreeMap<>();

  FolderReader(Path home, List<Problem> problems) {
    this.home = home;
    this.problems = problems;
  }

  SortedMap<String, String> files() {
    for (WorkspaceFolder workspaceFolder : WorkspaceFolder.values()) {
      read(workspaceFolder);
    }
    return files;
  }

  private void read(WorkspaceFolder workspaceFolder) {
    Path directory = home.resolve(workspaceFolder.path());
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> listed = Files.list(directory)) {
      List<Path> found =
          listed.filter(Files::isRegularFile).sorted().limit(MOST_FILES + 1).toList();
      if (found.size() > MOST_FILES) {
        unreadable(workspaceFolder.path(), "the folder holds more than " + MOST_FILES + " files");
        return;
      }
      found.forEach(file -> read(workspaceFolder, file));
    } catch (IOException e) {
      unreadable(workspaceFolder.path(), "the folder cannot be listed");
    }
  }

  private void read(WorkspaceFolder workspaceFolder, Path file) {
    String name = String.valueOf(file.getFileName());
    String path = workspaceFolder.path() + "/" + name;
    if (WorkspaceFolder.isScratch(name)) {
      return;
    }
    if (workspaceFolder.reads(name)) {
      read(path, file);
    } else if (workspaceFolder != WorkspaceFolder.SETTINGS
        && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
      String ending = String.join(" or ", workspaceFolder.endings());
      problems.add(
          Problem.at(
              SourceLocation.of(path),
              "file-name",
              "this file is not read",
              "its name must end " + ending));
    }
  }

  private void read(String path, Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        unreadable(path, "the file is larger than 1 MB");
        return;
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      files.put(path, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      unreadable(path, "the file is not UTF-8 text");
    } catch (NoSuchFileException e) {
      // Deleted since it was listed: it is not part of this moment.
    } catch (IOException e) {
      unreadable(path, "the file cannot be read");
    }
  }

  private void unreadable(String path, String message) {
    problems.add(
        Problem.at(SourceLocation.of(path), "unreadable", message, "check the file's rights"));
  }
}
