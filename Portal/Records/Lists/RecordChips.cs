using Microsoft.Extensions.Localization;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;

namespace Portal.Records.Lists;

/// <summary>The conditions of an address in words, each with the address without it.</summary>
internal sealed class RecordChips(
    RecordsView view,
    IStringLocalizer<RecordsText> text,
    IStringLocalizer<MetricsText> metrics,
    DistrictTime time
)
{
    private readonly RecordsAddress _address = view.Address with { After = null };

    public IReadOnlyList<RecordChip> All => [.. Chips().OfType<RecordChip>()];

    /// <summary>The words of a rating in an address.</summary>
    public static string Rating(string rating, IStringLocalizer<RecordsText> text)
    {
        var known = text[$"rating.{rating}"];
        return known.ResourceNotFound ? text["rating.list", rating.Replace(",", ", ", StringComparison.Ordinal)].Value : known;
    }

    private IEnumerable<RecordChip?> Chips()
    {
        yield return Chip(_address.Own, text["own"].Value, _address with { Own = false });
        yield return Chip(
            _address.Structure == RecordStructure.Then,
            text["structure.Then"].Value,
            _address with
            {
                Structure = RecordStructure.Today,
            }
        );
        yield return Chip(Period(), _address with { From = null, To = null, Basis = RecordBasis.Accepted });
        yield return Chip(Item(), _address with { Item = null });
        yield return Chip(Department(), _address with { Department = null });
        yield return Chip(_address.Kind is { } kind ? text[$"kind.{kind}"].Value : null, _address with { Kind = null });
        yield return Chip(_address.Channel is { } channel ? metrics[$"channel.{channel}"].Value : null, _address with { Channel = null });
        yield return Chip(_address.WithoutChannel, text["channel.none"].Value, _address with { WithoutChannel = false });
        yield return Chip(_address.Mode is { } mode ? text[$"mode.{mode}"].Value : null, _address with { Mode = null });
        yield return Chip(_address.WithoutMode, text["mode.none"].Value, _address with { WithoutMode = false });
        yield return Chip(Flag("open", _address.Open), _address with { Open = null });
        yield return Chip(Flag("overdue", _address.Overdue), _address with { Overdue = null });
        yield return Chip(Due(), _address with { Due = null });
        yield return Chip(Flag("onTheSpot", _address.OnTheSpot), _address with { OnTheSpot = null });
        yield return Chip(_address.Rating is { } rating ? Rating(rating, text) : null, _address with { Rating = null });
        yield return Chip(_address.Outcome is { } outcome ? text[$"outcome.{outcome}"].Value : null, _address with { Outcome = null });
        yield return Chip(
            _address.AppealSource is { } origin ? text[$"appealSource.{origin}"].Value : null,
            _address with
            {
                AppealSource = null,
            }
        );
        yield return Chip(Flag("doubtful", _address.Doubtful), _address with { Doubtful = null });
        yield return Chip(Named("source", _address.Source), _address with { Source = null });
        yield return Chip(Named("caseNo", _address.CaseNo), _address with { CaseNo = null });
        yield return Chip(
            _address.Measure is { } measure ? Named("measure", text[$"measure.{measure}"].Value) : null,
            _address with
            {
                Measure = null,
            }
        );
        yield return Chip(_address.Counted, text["counted"].Value, _address with { Counted = false });
        yield return Chip(_address.AsOf is { } at ? text["asOf", time.ToText(at)].Value : null, _address with { AsOf = null });
    }

    private static RecordChip? Chip(bool isOn, string words, RecordsAddress without) => Chip(isOn ? words : null, without);

    private static RecordChip? Chip(string? words, RecordsAddress without) => words is null ? null : new(words, without.ToUri());

    private string? Period()
    {
        if (_address is { From: null, To: null, Basis: RecordBasis.Accepted })
            return null;
        var span = $"{(_address.From is { } from ? Days.ToText(from) : "…")} – {(_address.To is { } to ? Days.ToText(to) : "…")}";
        return _address is { From: null, To: null }
            ? text[$"basis.{_address.Basis}"].Value
            : $"{text[$"basis.{_address.Basis}"].Value} {span}";
    }

    private string? Item() =>
        _address.Item switch
        {
            null => null,
            RecordsAddress.None => text["item.none"].Value,
            var code => view.Reference.Items.Find(code) is { } item
                ? view.Reference.Items.NameAt(item.Id, _address.To ?? time.Today)
                : Named("item", code),
        };

    private string? Department() =>
        _address.Department switch
        {
            null => null,
            RecordsAddress.None => Named("department", text["none"].Value),
            var code => view.Reference.Units.Find(code) is { } unit
                ? Named("department", view.Reference.Units.NameAt(unit.Id, _address.To ?? time.Today))
                : Named("department", code),
        };

    private string? Flag(string name, bool? flag) =>
        flag switch
        {
            null => null,
            true => text[$"{name}.true"].Value,
            false => text[$"{name}.false"].Value,
        };

    private string? Due() =>
        _address.Due switch
        {
            null => null,
            0 => text["due.0"].Value,
            var days => text["due.n", days].Value,
        };

    private string? Named(string name, string? value) => value is null ? null : $"{text[name].Value} {value}";
}

/// <summary>One condition of a list.</summary>
/// <param name="Text">In the reader's language.</param>
/// <param name="Without">The address of the list without it.</param>
internal sealed record RecordChip(string Text, string Without);
