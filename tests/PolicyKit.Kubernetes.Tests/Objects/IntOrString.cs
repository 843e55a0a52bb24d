using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>A port by number or by name, a share by number or in per cent: written as what it is.</summary>
[JsonConverter(typeof(IntOrString.Converter))]
internal sealed record IntOrString(string Value)
{
    internal sealed class Converter : JsonConverter<IntOrString>
    {
        public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.TokenType == JsonTokenType.Number ? reader.GetInt64().ToString(CultureInfo.InvariantCulture) : reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
        {
            if (long.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)) writer.WriteNumberValue(number);
            else writer.WriteStringValue(value.Value);
        }
    }
}

/// <summary>An amount such as <c>100m</c>; a number when it was given as one, but always written as text.</summary>
[JsonConverter(typeof(ResourceQuantity.Converter))]
internal sealed record ResourceQuantity(string Value)
{
    internal sealed class Converter : JsonConverter<ResourceQuantity>
    {
        public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.TokenType == JsonTokenType.Number ? reader.GetDecimal().ToString(CultureInfo.InvariantCulture) : reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
