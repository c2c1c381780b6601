package io.aftercall.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.aftercall.backup.BackupException.Kind;
import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * One zip file with a manifest as its last entry: a file that was broken off has none, and each
 * entry's SHA-256 stands in it.
 */
final class BackupArchive {
  static final int FORMAT = 1;
  private static final String MANIFEST = "manifest.json";

  /** Nothing of an archive is written elsewhere than below its own four folders. */
  private static final Pattern NAME =
      Pattern.compile("(database|data|config|routes)(/(?!\\.\\.?(/|$))[^/\\\\\\x00]+)+");

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private BackupArchive() {}

  /**
   * @param madeAt when the copy of the database was begun
   * @param engine {@code sqlite} or {@code postgresql}
   * @param entries name to SHA-256 in hex
   */
  record Manifest(int format, Instant madeAt, String engine, Map<String, String> entries) {}

  /**
   * Writes all files, each under its name.
   *
   * @return the manifest
   */
  static Manifest write(Path target, Instant madeAt, String engine, Map<String, Path> files)
      throws IOException {
    PrivateFiles.file(target);
    Map<String, String> hashes = new TreeMap<>();
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        try (DigestInputStream in =
            new DigestInputStream(Files.newInputStream(file.getValue()), sha256())) {
          in.transferTo(zip);
          hashes.put(file.getKey(), HexFormat.of().formatHex(in.getMessageDigest().digest()));
        }
        zip.closeEntry();
      }
      Manifest manifest = new Manifest(FORMAT, madeAt, engine, hashes);
      zip.putNextEntry(new ZipEntry(MANIFEST));
      zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      zip.closeEntry();
      return manifest;
    }
  }

  /**
   * Unpacks into an empty folder and compares every byte with the manifest.
   *
   * @throws BackupException when it is no whole archive of ours
   */
  static Manifest read(Path archive, Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Manifest manifest = null;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(MANIFEST)) {
          manifest = JSON.readValue(zip.readAllBytes(), Manifest.class);
        } else if (NAME.matcher(entry.getName()).matches()) {
          found.put(entry.getName(), unpack(zip, folder.resolve(entry.getName())));
        } else {
          throw damaged(archive, "it holds '" + entry.getName() + "'");
        }
      }
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw damaged(archive, e.getMessage());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw damaged(archive, "its manifest cannot be read");
    }
    if (manifest == null) {
      throw damaged(archive, "its end is missing");
    }
    if (manifest.format() != FORMAT) {
      throw damaged(archive, "its format is " + manifest.format() + ", known is " + FORMAT);
    }
    if (!manifest.entries().equals(found)) {
      throw damaged(archive, "its content is not what its manifest says");
    }
    return manifest;
  }

  private static BackupException damaged(Path archive, String why) {
    return new BackupException(
        Kind.ARCHIVE,
        "%s is no whole backup: %s. Nothing was changed; take another one".formatted(archive, why));
  }

  private static String unpack(InputStream zip, Path target) throws IOException {
    PrivateFiles.folder(target.getParent());
    PrivateFiles.file(target);
    MessageDigest digest = sha256();
    try (OutputStream out = Files.newOutputStream(target)) {
      new DigestInputStream(zip, digest).transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
