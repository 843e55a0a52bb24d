using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Tests.Runtime.Clr;

/// <summary>A CLR object is seen as what System.Text.Json writes of it.</summary>
public class ClrValueTests
{
    [Fact]
    public void Random_objects_under_random_options_are_what_is_written_of_them() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var generators = new ClrGenerators(seed);
            JsonSerializerOptions options = generators.Options();
            Everything value = generators.Object();
            byte[] json;
            try
            {
                json = JsonSerializer.SerializeToUtf8Bytes(value, options);
                PolicyDocument.ParseJson(json);
            }
            catch (Exception exception) when (exception is JsonException or DocumentException)
            {
                Assert.Throws<DocumentException>(() => ClrValue.From(value, options).ToString());
                return;
            }
            ClrAgreement.Check(ClrValue.From(value, options), json);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
}
