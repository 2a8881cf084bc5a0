using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;

namespace Portal.Records.Lists;

/// <summary>The conditions of a list to choose from; each choice is an address.</summary>
public sealed partial class RecordFilters
{
    /// <summary>Items that the field of the item's code proposes; beyond them the code is typed.</summary>
    private const int MostProposed = 300;

    private static readonly int[] s_due = [0, 1, 3, 5, 10];
    private static readonly string[] s_ratings = ["1,2", "3,4,5", "1", "2", "3", "4", "5", RecordsAddress.None];

    /// <summary>The address of the first page.</summary>
    [Parameter, EditorRequired]
    public required RecordsAddress Address { get; set; }

    [Parameter, EditorRequired]
    public required RecordsView View { get; set; }

    /// <summary>Called with the address of the choice.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<RecordsAddress> OnChange { get; set; }

    /// <summary>A condition within the further ones is in force.</summary>
    private bool IsDetailed =>
        Address
            is { Item: not null }
                or { Kind: not null }
                or { Channel: not null }
                or { WithoutChannel: true }
                or { Mode: not null }
                or { WithoutMode: true }
                or { Outcome: not null }
                or { AppealSource: not null }
                or { OnTheSpot: not null }
                or { Doubtful: not null }
                or { Rating: not null }
                or { Source: not null }
                or { Basis: not RecordBasis.Accepted }
                or { Structure: not RecordStructure.Today }
                or { Own: true };

    // The present choice is one of those offered, also when it came by a link.
    private IEnumerable<int> DueChoices => Address.Due is { } due ? s_due.Append(due).Distinct().Order() : s_due;

    private IEnumerable<string> RatingChoices =>
        Address.Rating is { } rating ? s_ratings.Append(rating).Distinct(StringComparer.Ordinal) : s_ratings;

    private string LimitWord => Address.Due is { } days ? string.Create(CultureInfo.InvariantCulture, $"due{days}") : Word(Address.Overdue);

    private Task To(RecordsAddress address) => address == Address ? Task.CompletedTask : OnChange.InvokeAsync(address);

    private Task ChooseLimit(ChangeEventArgs change)
    {
        var word = Value(change);
        return word.StartsWith("due", StringComparison.Ordinal)
            ? To(Address with { Overdue = null, Due = int.Parse(word.AsSpan(3), CultureInfo.InvariantCulture) })
            : To(Address with { Overdue = Flag(change), Due = null });
    }

    private RenderFragment Choice<T>(string name, T? present, Func<T?, RecordsAddress> with, Func<T, string> words)
        where T : struct, Enum =>
        builder =>
        {
            builder.OpenElement(0, "label");
            builder.AddContent(1, Text[name]);
            builder.OpenElement(2, "select");
            builder.AddAttribute(3, "value", present?.ToString() ?? "");
            builder.AddAttribute(4, "data-filter", name);
            builder.AddAttribute(
                5,
                "onchange",
                EventCallback.Factory.Create<ChangeEventArgs>(
                    this,
                    change => To(with(Enum.TryParse<T>(Value(change), out var chosen) ? chosen : null))
                )
            );
            Option(builder, "", Text["any"]);
            foreach (var value in Enum.GetValues<T>())
                Option(builder, value.ToString(), words(value));
            builder.CloseElement();
            builder.CloseElement();
        };

    private static void Option(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, string value, string words)
    {
        builder.OpenElement(6, "option");
        builder.SetKey(value);
        builder.AddAttribute(7, "value", value);
        builder.AddContent(8, words);
        builder.CloseElement();
    }

    private static DateOnly? Month(DateOnly? day) => day is { } known ? Days.MonthStart(known) : null;

    private static string Value(ChangeEventArgs change) => change.Value as string ?? "";

    private static string? Given(ChangeEventArgs change) => Value(change).Trim() is { Length: > 0 } text ? text : null;

    private static bool? Flag(ChangeEventArgs change) => bool.TryParse(Value(change), out var flag) ? flag : null;

    private static string Word(bool? flag) =>
        flag switch
        {
            true => "true",
            false => "false",
            null => "",
        };
}
