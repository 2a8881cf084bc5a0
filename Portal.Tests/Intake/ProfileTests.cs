using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

public sealed class ProfileTests
{
    private const string Mapping = """
        {
          "timeZone": "America/New_York",
          "dateFormats": ["dd.MM.yyyy HH:mm"],
          "fields": {
            "source": { "constant": "theirs" },
            "caseNo": { "column": "No" },
            "unitCode": { "column": "Place", "blank": "(blank)" },
            "itemCode": { "template": "{Office}/{Service}", "blank": "?" },
            "channel": { "column": "How", "values": { "Call": "phone", "App": "mobile", "-": "" }, "otherwise": "other" },
            "acceptedAt": { "column": "Opened" },
            "departmentCode": { "column": "Office" }
          },
          "ignore": [ "Verdict" ]
        }
        """;

    private static RecordFileOptions Options { get; } = new(RecordStream.Cases, FileFormat.Csv) { Mapping = ProfileJson.Read(Mapping) };

    [Fact]
    public async Task Profile_MapsColumnsTemplatesConstantsBlanksValuesAndTimes()
    {
        var rows = await ReadAsync(
            "Opened,No,Place,Office,Service,How,Verdict\n31.10.2014 09:30,1,,PW,,call,late\n"
                + "31.10.2014 09:30,2,East,PW,Roads,fax,\n2014-10-31,3,East,,Roads,-,\n",
            options: Options
        );
        Assert.Empty(Errors(rows));
        Assert.Equal(["(blank)", "East", "East"], rows.Select(r => r.Input!.UnitCode));
        Assert.Equal(["PW/?", "PW/Roads", "?/Roads"], rows.Select(r => r.Input!.ItemCode));
        Assert.Equal([Channel.Phone, Channel.Other, Channel.Window], rows.Select(r => r.Input!.Channel));
        Assert.Equal(["PW", "PW", null], rows.Select(r => r.Input!.Hints!.DepartmentCode));
        Assert.All(rows, r => Assert.Equal("theirs", r.Input!.Source));
        Assert.Equal(new DateTimeOffset(2014, 10, 31, 13, 30, 0, TimeSpan.Zero), rows[0].Input!.AcceptedAt);
        Assert.Equal(new DateTimeOffset(2014, 10, 31, 4, 0, 0, TimeSpan.Zero), rows[2].Input!.AcceptedAt);
    }

    [Theory]
    [InlineData("No,Place,Office,Service,How,Opened,Verdict,Colour\n", "header.unknown")]
    [InlineData("No,Place,Office,Service,How\n", "header.missing")]
    public async Task Profile_AgainstAnotherFile_IsRefused(string heading, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync(heading, options: Options))).Code);

    [Fact]
    public void Profile_ReadAndWritten_SaysTheSame() =>
        Assert.Equal(ProfileJson.Write(Options.Mapping!), ProfileJson.Write(ProfileJson.Read(ProfileJson.Write(Options.Mapping!))));

    [Theory]
    [InlineData("[]", 1)]
    [InlineData("{\"colour\":1}", 1)]
    [InlineData("{}", 3)]
    [InlineData(
        """
            {"timeZone":"Mars","dateFormats":["%"],"fields":{"caseNo":{"column":"a","constant":"b"},"unitCode":{"template":"{a"},
              "acceptedAt":{"column":"c"},"channel":{"column":"d","values":{"x":"fax"}}},"create":{"parentUnitCode":"","unitKind":"street"}}
            """,
        6
    )]
    public void Profile_ThatCannotWork_SaysEverythingThatIsWrong(string json, int reasons) =>
        Assert.Equal(reasons, Assert.Throws<ProfileException>(() => ProfileJson.Read(json)).Reasons.Count);
}
