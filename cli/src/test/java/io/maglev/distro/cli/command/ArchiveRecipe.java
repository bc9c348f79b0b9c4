package io.maglev.distro.cli.command;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.yaml.GoJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a bad chart archive of a few lines. Each is a word and what it needs: {@code sound} the
 * three files of a sound chart, {@code file NAME TEXT} one more (the text a JSON string), {@code
 * zeros NAME SIZE} one of zeros, {@code entry TYPE NAME} one without content, {@code raw TEXT}
 * bytes of the tar, {@code end} its end mark, {@code put AT TEXT} bytes over the tar, {@code
 * checksum} that of the first header anew, {@code cut N} the first N bytes of the tar only; then
 * {@code gzip}, {@code cut-gzip N} (from the end if negative), {@code plain TEXT} these bytes
 * alone.
 */
final class ArchiveRecipe {
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ArchiveRecipe() {}

  static byte[] make(String recipe) throws IOException {
    ArchiveRecipe made = new ArchiveRecipe();
    for (String line : recipe.lines().toList()) {
      made.step(line.split(" ", 3));
    }
    return made.bytes.toByteArray();
  }

  private void step(String[] words) throws IOException {
    switch (words[0]) {
      case "sound" -> sound();
      case "file" -> entry('0', words[1], text(words[2]));
      case "zeros" -> entry('0', words[1], new byte[Integer.parseInt(words[2])]);
      case "entry" -> entry(words[1].charAt(0), words[2], new byte[0]);
      case "end" -> bytes.writeBytes(new byte[2 * UstarHeader.BLOCK]);
      case "raw", "plain" -> bytes.writeBytes(text(line(words)));
      case "put" -> put(Integer.parseInt(words[1]), text(words[2]));
      case "checksum" -> checksum();
      case "cut", "cut-gzip" -> cut(Integer.parseInt(words[1]));
      case "gzip" -> gzip();
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static String line(String[] words) {
    return words.length < 3 ? words[1] : words[1] + " " + words[2];
  }

  private void sound() {
    entry('0', "app/Chart.yaml", latin("apiVersion: v2\nname: app\nversion: 1.0.0\n"));
    entry('0', "app/values.yaml", latin("v: 1\n"));
    entry('0', "app/templates/x.yaml", latin("kind: X\nv: {{ .Values.v }}\n"));
  }

  private void entry(char type, String name, byte[] content) {
    byte[] header = UstarHeader.of(name, content.length);
    header[156] += (byte) (type - '0');
    putChecksum(header);
    bytes.writeBytes(header);
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[UstarHeader.padding(content.length)]);
  }

  private void put(int at, byte[] text) {
    byte[] all = bytes.toByteArray();
    System.arraycopy(text, 0, all, at, text.length);
    replace(all);
  }

  private void checksum() {
    byte[] all = bytes.toByteArray();
    putChecksum(all);
    replace(all);
  }

  private static void putChecksum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < UstarHeader.BLOCK; i++) {
      sum += header[i] & 0xff;
    }
    byte[] digits = latin("%06o\0 ".formatted(sum));
    System.arraycopy(digits, 0, header, 148, digits.length);
  }

  private void cut(int length) {
    byte[] all = bytes.toByteArray();
    replace(Arrays.copyOf(all, length < 0 ? all.length + length : length));
  }

  private void gzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes.toByteArray());
    }
    bytes = packed;
  }

  private void replace(byte[] all) {
    bytes = new ByteArrayOutputStream();
    bytes.writeBytes(all);
  }

  /** A JSON string whose characters up to U+00FF are bytes. */
  private static byte[] text(String quoted) {
    return latin(String.valueOf(GoJson.read(quoted)));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
