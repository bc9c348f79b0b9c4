package io.maglev.distro.template;

/**
 * The Go types that template values and function parameters have.
 *
 * <p>Values are plain Java objects:
 *
 * <table>
 * <caption>How Go values are held in Java</caption>
 * <tr><td>nil</td><td>null</td></tr>
 * <tr><td>bool</td><td>Boolean</td></tr>
 * <tr><td>string</td><td>String; a byte that is no valid UTF-8 is the lone surrogate U+DC00+byte</td></tr>
 * <tr><td>int</td><td>{@link GoInt}: literals, len, int, until, ...</td></tr>
 * <tr><td>int64</td><td>Long: values from --set, results of sprig's integer functions</td></tr>
 * <tr><td>float64</td><td>Double: every number of YAML and JSON</td></tr>
 * <tr><td>map[string]interface {}</td><td>Map with String keys, ranged over sorted by key bytes</td></tr>
 * <tr><td>[]interface {}</td><td>List</td></tr>
 * <tr><td>[]string</td><td>{@link GoStrings}, a List of String that knows its Go type</td></tr>
 * <tr><td>map[string]string</td><td>{@link GoStringMap}</td></tr>
 * <tr><td>[]int and other slices</td><td>{@link GoList}</td></tr>
 * <tr><td>a named map type such as chartutil.Values</td><td>a Map that is {@link GoTyped}</td></tr>
 * <tr><td>uint8, complex128</td><td>{@link GoUint8}, {@link GoComplex}</td></tr>
 * <tr><td>[]byte</td><td>byte[]</td></tr>
 * <tr><td>anything with fields or methods</td><td>{@link GoObject}</td></tr>
 * </table>
 */
public enum GoType {
  ANY("interface {}"),
  BOOL("bool"),
  STRING("string"),
  INT("int"),
  INT64("int64"),
  FLOAT64("float64"),
  MAP("map[string]interface {}"),
  STRING_MAP("map[string]string"),
  LIST("[]interface {}"),
  STRINGS("[]string"),
  BYTES("[]uint8"),
  /** Any {@link GoObject}; the function checks which. */
  OBJECT("interface {}");

  private final String goName;

  GoType(String goName) {
    this.goName = goName;
  }

  /** As Go prints the type with {@code %T}. */
  public String goName() {
    return goName;
  }
}
