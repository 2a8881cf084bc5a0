using System.Globalization;
using System.Text;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Service requests as servers of Open311 GeoReport v2 send them.</summary>
[Needs(Resource.Database)]
public sealed class Open311Tests
{
    private const string Requests = """
        [
          {"service_request_id":638344,"status":"closed","status_notes":"Duplicate request.","service_name":"Sidewalk Curb Issues",
           "service_code":"006","description":null,"agency_responsible":null,"service_notice":null,
           "requested_datetime":"2010-04-14T06:37:38-08:00","updated_datetime":"2010-04-14T10:37:38-08:00","expected_datetime":null,
           "address":"8TH AVE and JUDAH ST","address_id":545483,"zipcode":94122,"lat":37.762221815,"long":-122.4651145,"media_url":null},
          {"service_request_id":"638349","status":"OPEN","service_name":"Potholes","service_code":7,"agency_responsible":"Streets",
           "requested_datetime":"2010-04-19T06:37:38-08:00","updated_datetime":"2010-04-19T06:37:38-08:00",
           "expected_datetime":"2010-04-18T00:00:00-08:00","extended_attributes":{"photos":[{"url":"x"}]},"attributes":[1,[2]]},
          {"service_request_id":null,"token":"123","status":"open","requested_datetime":"2010-04-19T06:37:38-08:00"}
        ]
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Requests_ByTheShippedProfile_AreTaken(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        var profile = await database.Get<ImportProfiles>().FindAsync(Actor.System, ShippedProfiles.Open311, Stop);
        var request = new Domain.Intake.Pipeline.FileIntakeRequest(RecordStream.Cases, "", UnitScope.Everything)
        {
            Mapping = profile!.Mapping,
        };

        var outcome = await database.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(Requests)), "requests.json", request);

        Assert.Equal(["3 caseNo caseNo.required"], outcome.Codes());
        Assert.Equal((3L, 2L, 2L), (outcome.Result.Received, outcome.Result.Created, outcome.Result.Doubtful));
        var records = await database.RecordsAsync();
        Assert.Equal(["638344", "638349"], records.Select(r => r.CaseNo));
        Assert.Equal(new DateTimeOffset(2010, 4, 14, 18, 37, 38, TimeSpan.Zero), records[0].ClosedAt);
        Assert.Equal((null, RecordDoubts.DueBeforeAccepted), (records[1].ClosedAt, records[1].Doubts));
        var reference = await database.Get<IReferenceReader>().GetAsync(Stop);
        Assert.Equal(
            ["(none) 006 Sidewalk Curb Issues", "Streets 7 Potholes"],
            records.Select(r =>
                $"{reference.Units.Find(r.UnitId)!.Code} {reference.Items.Find(r.ItemId!.Value)!.Code} "
                + reference.Items.NameAt(r.ItemId!.Value, r.AcceptedDay)
            )
        );

        // The server sends the same again, then an older page from a cache.
        var again = await database.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(Requests)), "requests.json", request);
        Assert.Equal(2, again.Result.Unchanged);
        var cached = Requests
            .Replace("10:37:38", "09:37:38", StringComparison.Ordinal)
            .Replace("\"closed\"", "\"open\"", StringComparison.Ordinal);
        var older = await database.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(cached)), "requests.json", request);
        Assert.Equal((1L, 1L), (older.Result.Stale, older.Result.Unchanged));
    }

    [Fact]
    public async Task Profile_UnderAShippedName_IsRefusedInTheReadersLanguage()
    {
        await using var database = await FieldFiles.CreateAsync();
        var profiles = database.Get<ImportProfiles>();
        var own = ProfileJson.Read(
            """{ "fields": { "caseNo": { "column": "a" }, "unitCode": { "column": "b" }, "acceptedAt": { "column": "c" } } }"""
        );
        Assert.Contains(await profiles.ListAsync(Actor.System, RecordStream.Appeals, Stop), p => p.Name == ShippedProfiles.Open311);

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        foreach (var name in ShippedProfiles.Names)
        {
            var refused = await Assert.ThrowsAsync<ProfileException>(() =>
                profiles.SaveAsync(Actor.System, name, RecordStream.Cases, own, Stop)
            );
            Assert.Equal($"“{name}”是系统自带的导入方案，请改用其他名称。", refused.Message);
        }
        Assert.Equal(0, (await profiles.FindAsync(Actor.System, ShippedProfiles.Open311, Stop))!.Id);
    }
}
