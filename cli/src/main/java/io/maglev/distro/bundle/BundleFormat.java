package io.maglev.distro.bundle;

import java.util.regex.Pattern;

/** The names, numbers and limits of format 1, as docs/bundle-format.md lists them. */
public final class BundleFormat {
  /** What this tool writes. A reader takes any minor of its major. */
  public static final String VERSION = "1.0";

  /** The major this tool reads. */
  public static final int MAJOR = 1;

  /** The oldest release of this tool that reads what it writes. */
  public static final String NEEDS = "0.1.0";

  /** How the file name of a bundle ends. */
  public static final String SUFFIX = ".distro.tar";

  public static final String ARTIFACT_TYPE = "application/vnd.maglev.distro.v1+json";
  public static final String LOCK_TYPE = "application/vnd.maglev.distro.lock.v1+json";
  public static final String VALUES_TYPE = "application/vnd.maglev.distro.values.v1+json";
  public static final String CHUNKS_TYPE = "application/vnd.maglev.distro.chunks.v1";
  public static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  public static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  public static final String CHART_CONFIG_TYPE = "application/vnd.cncf.helm.config.v1+json";
  public static final String CHART_CONTENT_TYPE =
      "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

  public static final String TITLE = "org.opencontainers.image.title";
  public static final String IMAGE_VERSION = "org.opencontainers.image.version";
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** On the index: the format's version. */
  public static final String FORMAT_KEY = "io.maglev.distro.format";

  /** On the index: the oldest release of this tool that can read the bundle. */
  public static final String NEEDS_KEY = "io.maglev.distro.needs";

  /** On the manifest of a chart: {@code chart} or {@code hook}. */
  public static final String ROLE_KEY = "io.maglev.distro.role";

  /** On a large blob: the digest of the blob with the digests of its chunks. */
  public static final String CHUNKS_KEY = "io.maglev.distro.chunks";

  /** Blobs larger than this have their chunks listed. */
  public static final long CHUNKED_FROM = 64L << 20;

  /** Bytes of a chunk; the last is shorter. */
  public static final int CHUNK = 8 << 20;

  /** Bytes of the signature slot. */
  public static final int SLOT = 64 << 10;

  static final String LAYOUT_NAME = "oci-layout";
  static final String LAYOUT_JSON = "{\"imageLayoutVersion\":\"1.0.0\"}";
  static final String INDEX_NAME = "index.json";
  static final String SLOT_NAME = "distro/signatures.json";
  static final String BLOBS = "blobs/sha256/";
  static final String END_NAME = "distro/end.json";

  static final int INDEX_LIMIT = 64 << 10;

  /** What registries take for a manifest at most. */
  static final int ROOT_LIMIT = 4 << 20;

  static final int CHART_MANIFEST_LIMIT = 64 << 10;

  /** Bytes of the lock, and of the values. */
  static final int DOCUMENT_LIMIT = 16 << 20;

  static final int BLOBS_LIMIT = 16_384;

  /** 4 TiB: the digests of their chunks still fit {@link #DOCUMENT_LIMIT}. */
  static final long BLOB_LIMIT = 1L << 42;

  /** Above this a JSON number is not exact. */
  static final long SIZE_LIMIT = (1L << 53) - 1;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
  private static final Pattern VERSION_TEXT = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]{0,127}");

  private BundleFormat() {}

  /** Whether a distro may be called so: lower case, fit for host names, tags and file names. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean isVersion(String text) {
    return VERSION_TEXT.matcher(text).matches();
  }

  /** The tag of a version in a registry: {@code +} is not allowed there and becomes {@code _}. */
  public static String tag(String version) {
    return version.replace('+', '_');
  }

  /** The name of a bundle's file. */
  public static String fileName(String name, String version) {
    return name + "-" + version + SUFFIX;
  }
}
