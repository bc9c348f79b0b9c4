package io.maglev.distro.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What kind of file its first bytes say it is, in the names of Go's {@code
 * net/http.DetectContentType}; sound, film and fonts, which nobody takes for a chart, are left out.
 */
public final class ContentType {
  /** How many bytes are looked at; a shorter file counts as filled up with zeros, as in Helm. */
  private static final int LOOKED_AT = 512;

  private static final String GZIP = "application/x-gzip";
  private static final String UNKNOWN = "application/octet-stream";

  private static final List<String> TAGS =
      List.of(
          "<!DOCTYPE HTML",
          "<HTML",
          "<HEAD",
          "<SCRIPT",
          "<IFRAME",
          "<H1",
          "<DIV",
          "<FONT",
          "<TABLE",
          "<A",
          "<STYLE",
          "<TITLE",
          "<B",
          "<BODY",
          "<BR",
          "<P",
          "<!--");

  /** Marks in ISO 8859-1; none begins as another does. */
  private static final Map<String, String> MARKS =
      Map.ofEntries(
          Map.entry("%PDF-", "application/pdf"),
          Map.entry("%!PS-Adobe-", "application/postscript"),
          Map.entry("\u00fe\u00ff", "text/plain; charset=utf-16be"),
          Map.entry("\u00ff\u00fe", "text/plain; charset=utf-16le"),
          Map.entry("\u00ef\u00bb\u00bf", "text/plain; charset=utf-8"),
          Map.entry("\0\0\1\0", "image/x-icon"),
          Map.entry("\0\0\2\0", "image/x-icon"),
          Map.entry("BM", "image/bmp"),
          Map.entry("GIF87a", "image/gif"),
          Map.entry("GIF89a", "image/gif"),
          Map.entry("\u0089PNG\r\n\u001a\n", "image/png"),
          Map.entry("\u00ff\u00d8\u00ff", "image/jpeg"),
          Map.entry("\u001f\u008b\b", GZIP),
          Map.entry("PK\3\4", "application/zip"),
          Map.entry("Rar!\u001a\7\0", "application/x-rar-compressed"),
          Map.entry("Rar!\u001a\7\1\0", "application/x-rar-compressed"),
          Map.entry("\0asm", "application/wasm"));

  private ContentType() {}

  /** Whether it begins as gzip does. */
  public static boolean isGzip(byte[] file) {
    return of(file).equals(GZIP);
  }

  /** The type, {@code application/octet-stream} if nothing tells. */
  public static String of(byte[] file) {
    String head = new String(Arrays.copyOf(file, LOOKED_AT), StandardCharsets.ISO_8859_1);
    String text = head.replaceFirst("^[\\t\\n\\f\\r ]+", "");
    if (isHtml(text.toUpperCase(Locale.ROOT))) {
      return "text/html; charset=utf-8";
    }
    if (text.startsWith("<?xml")) {
      return "text/xml; charset=utf-8";
    }
    return MARKS.entrySet().stream()
        .filter(mark -> head.startsWith(mark.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(
            text.chars().noneMatch(ContentType::isBinary) ? "text/plain; charset=utf-8" : UNKNOWN);
  }

  private static boolean isHtml(String text) {
    return TAGS.stream().anyMatch(tag -> text.startsWith(tag + " ") || text.startsWith(tag + ">"));
  }

  private static boolean isBinary(int character) {
    return character < 0x20 && "\t\n\f\r\u001b".indexOf(character) < 0;
  }
}
