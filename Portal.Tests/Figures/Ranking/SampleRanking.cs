using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Ranking;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Figures.Values;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Ranking;

/// <summary>
/// The city's ranking for the sample's district: third in August, first in September 2014 after an amendment; a draft in October.
/// </summary>
internal static class SampleRanking
{
    public static async Task AddAsync(Func<PortalDb> open)
    {
        await using var db = open();
        var shipped = ShippedForms.All.Single(f => f.Code == CityRanking.FormCode);
        var form = new FigureForm
        {
            Code = shipped.Code,
            Kinds = shipped.Kinds,
            FirstMonth = new(2014, 8, 1),
            LastMonth = new(2014, 10, 1),
            Versions =
            {
                new()
                {
                    FromMonth = new(2014, 8, 1),
                    Definition = FormJson.Write(shipped.Definition),
                    WrittenBy = "office",
                    WrittenAt = SampleData.Now,
                },
            },
        };
        db.FigureForms.Add(form);
        await db.SaveChangesAsync();
        await AddSheetAsync(db, form, 8, 3);
        await AddSheetAsync(db, form, 9, 2, 1);
        await AddSheetAsync(db, form, 10);
        await db.RaiseReferenceAsync();
    }

    private static async Task AddSheetAsync(PortalDb db, FigureForm form, int month, params int[] places)
    {
        var sheet = new FigureSheet
        {
            FormId = form.Id,
            UnitId = SampleData.DistrictId,
            Month = new(2014, month, 1),
            Version = Math.Max(1, places.Length),
            Status = places.Length > 0 ? FigureStatus.Approved : FigureStatus.Draft,
            ApprovedVersion = places.Length > 0 ? places.Length : null,
            ApprovedAt = places.Length > 0 ? SampleData.Now : null,
        };
        db.FigureSheets.Add(sheet);
        await db.SaveChangesAsync();
        for (var i = 0; i < places.Length; i++)
        {
            db.FigureVersions.Add(
                new()
                {
                    SheetId = sheet.Id,
                    Number = i + 1,
                    FormVersionId = form.Versions[0].Id,
                    Values = FigureValues.Write([new("taijiang.rank", FigureValue.Of(places[i]))]),
                    SubmittedBy = "office",
                    ApprovedBy = "office",
                    ApprovedAt = SampleData.Now,
                }
            );
        }
        await db.SaveChangesAsync();
    }
}
