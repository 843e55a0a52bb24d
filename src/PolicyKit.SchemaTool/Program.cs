using System.Text.Json;
using PolicyKit.SchemaTool;

if (args is not [var output, var version, _, ..])
{
    Console.Error.WriteLine("usage: PolicyKit.SchemaTool OUTPUT VERSION DOCUMENT...");
    return 2;
}
try
{
    var kinds = KindSchemas.Read(version, args.Skip(2).Select(File.ReadAllBytes));
    byte[] table = TableWriter.Write(kinds);
    File.WriteAllBytes(output, table);
    Console.WriteLine($"{kinds.Kinds.Length} kinds of Kubernetes {kinds.Version}, {kinds.Objects.Count} object types, {table.Length} bytes");
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or SchemaException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
