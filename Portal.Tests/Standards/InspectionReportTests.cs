using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Standards.Handling;
using Portal.Tests.Support;

namespace Portal.Tests.Standards;

/// <summary>What becomes of an inspector's report, without a database.</summary>
public sealed class InspectionReportTests
{
    private static readonly DateOnly s_today = new(2014, 10, 31);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Fact]
    public void Report_WithNothingMissing_IsCompliant()
    {
        var inspection = Take(new(s_today, 7, [], " 已复查 ", null), out var refusal);
        Assert.Null(refusal);
        Assert.Equal(
            (true, null, "已复查", 7, "office"),
            (inspection!.Compliant, inspection.Missing, inspection.Remark, inspection.StandardId, inspection.By)
        );
    }

    [Fact]
    public void Report_WithSomethingMissing_KeepsItInTheOrderOfTheChecklist()
    {
        var inspection = Take(new(s_today, 7, ["ledger", "premises"], "台账不全", new(2014, 11, 30)), out var refusal);
        Assert.Null(refusal);
        Assert.Equal(
            (false, "premises; ledger", new DateOnly(2014, 11, 30)),
            (inspection!.Compliant, inspection.Missing, inspection.MendBy)
        );
    }

    [Theory]
    [InlineData("2014-11-01", 7, "", "x", null, "day.toCome")]
    [InlineData("2011-06-30", 7, "", "x", null, "point.notOpen")] // the day before it opened
    [InlineData("2014-10-31", 8, "", "x", null, "standard.changed")]
    [InlineData("2014-10-20", 7, "", "x", null, "inspection.repeated")]
    [InlineData("2014-10-31", 7, "parking", "x", "2014-11-30", "requirement.unknown")]
    [InlineData("2014-10-31", 7, "ledger", "x", null, "mendBy.required")]
    [InlineData("2014-10-31", 7, "ledger", "x", "2014-10-31", "mendBy.required")]
    [InlineData("2014-10-31", 7, "ledger", " ", "2014-11-30", "text.required")]
    [InlineData("2014-10-31", 7, "", "", "2014-11-30", "mendBy.needless")]
    [InlineData("2014-10-31", 7, "", "\0", null, "text.unprintable")]
    [InlineData("2014-10-31", 7, "", "a\u202Ecod", null, "text.unprintable")]
    [InlineData("2014-10-31", 7, "ledger", "x", "9999-12-31", "day.tooFar")]
    public void Report_ThatIsWrong_IsRefused(string day, int standard, string missing, string remark, string? mendBy, string code)
    {
        var report = new InspectionReport(
            DateOnly.Parse(day, null),
            standard,
            missing.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            remark,
            mendBy is null ? null : DateOnly.Parse(mendBy, null)
        );
        Assert.Null(Take(report, out var refusal));
        Assert.Equal(code, refusal);
    }

    [Theory]
    [InlineData(1_999.99, false)]
    [InlineData(2_000.0, true)]
    [InlineData(null, false)] // an area that is not known is not enough
    public void Area_DecidesForItself(double? area, bool compliant)
    {
        var centre = Point(PointKind.DistrictCentre);
        centre.FloorArea = (decimal?)area;
        var report = new InspectionReport(s_today, 7, [], "面积", compliant ? null : new(2014, 12, 31));
        var inspection = report.ToInspection(centre, Standard(PointKind.DistrictCentre), s_office, SampleData.Now, s_today).Value;
        Assert.Equal((compliant, compliant ? null : "area"), (inspection.Compliant, inspection.Missing));
    }

    [Fact]
    public void Report_WithoutAStandard_IsRefused() =>
        Assert.Same(
            StandardRefusal.NoStandard,
            new InspectionReport(s_today, 7, [], "", null)
                .ToInspection(Point(PointKind.StreetCentre), null, s_office, SampleData.Now, s_today)
                .Refusal
        );

    [Fact]
    public void Standard_InForce_IsTheLastThatHasBegun()
    {
        ServiceStandard[] standards =
        [
            Version(1, new(2014, 1, 1)),
            Version(2, new(2014, 6, 1)),
            Version(3, new(2014, 6, 1)), // mended on the same day
            Version(4, new(2015, 1, 1)),
            Version(5, new(2015, 2, 1)),
            Version(6, new(2014, 9, 1)), // in place of the two to come
        ];
        Assert.Null(ServiceStandard.InForce(standards, PointKind.StreetCentre, new(2013, 12, 31)));
        Assert.Equal(1, ServiceStandard.InForce(standards, PointKind.StreetCentre, new(2014, 5, 31))!.Number);
        Assert.Equal(3, ServiceStandard.InForce(standards, PointKind.StreetCentre, new(2014, 8, 31))!.Number);
        Assert.Equal(6, ServiceStandard.InForce(standards, PointKind.StreetCentre, s_today)!.Number);
        Assert.Equal(6, ServiceStandard.InForce(standards, PointKind.StreetCentre, new(2016, 1, 1))!.Number);
        Assert.Null(ServiceStandard.InForce(standards, PointKind.BranchCentre, s_today));
    }

    [Theory]
    [InlineData("", "requirements.count")]
    [InlineData("a b", "requirements.codes")]
    [InlineData("a", "text.required")]
    [InlineData("a | x\na | y", "requirements.codes")]
    [InlineData("面积 | x", "requirements.codes")]
    [InlineData("a | x | much", "requirements.area")]
    [InlineData("a | x | 0", "requirements.area")]
    [InlineData("a | x | 2000", null)]
    [InlineData("a\tx\n\nb｜y", null)]
    public void Checklist_AsTyped_IsTakenOrRefused(string lines, string? code) =>
        Assert.Equal(code, new StandardDraft(Portal.Standards.ChecklistDraft.Parse(lines), "").Check()?.Code);

    [Theory]
    [InlineData(PointKind.DistrictCentre)]
    [InlineData(PointKind.CommunityPoint)]
    public void Checklist_WrittenAndRead_IsTheSame(PointKind kind)
    {
        var shipped = ShippedStandards.Of(kind);
        Assert.Equal(
            shipped.Requirements,
            Portal.Standards.ChecklistDraft.Parse(Portal.Standards.ChecklistDraft.ToLines(shipped.Requirements))
        );
        Assert.Null(shipped.Check());
        Assert.Equal(shipped.Requirements, ServiceStandard.Of(kind, 1, s_today, shipped, "office", SampleData.Now).Requirements);
    }

    private static Inspection? Take(InspectionReport report, out string? refusal)
    {
        var outcome = report.ToInspection(
            Point(PointKind.StreetCentre),
            Standard(PointKind.StreetCentre),
            s_office,
            SampleData.Now,
            s_today
        );
        refusal = outcome.Refusal?.Code;
        return refusal is null ? outcome.Value : null;
    }

    private static ServicePoint Point(PointKind kind) =>
        new()
        {
            Code = "P",
            Name = "P",
            Kind = kind,
            OpenedOn = new(2011, 7, 1),
            Inspections = { new() { InspectedOn = new(2014, 10, 20) } },
        };

    private static ServiceStandard Standard(PointKind kind)
    {
        var standard = ServiceStandard.Of(kind, 1, new(2014, 1, 1), ShippedStandards.Of(kind), "office", SampleData.Now);
        standard.Id = 7;
        return standard;
    }

    private static ServiceStandard Version(int number, DateOnly from) =>
        ServiceStandard.Of(PointKind.StreetCentre, number, from, ShippedStandards.Of(PointKind.StreetCentre), "office", SampleData.Now);
}
