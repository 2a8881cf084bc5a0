namespace Portal.Domain.Shared;

/// <summary>A version that is in force over a span of days, both ends inclusive.</summary>
public interface IDated
{
    /// <summary>Null means without beginning.</summary>
    DateOnly? ValidFrom { get; set; }

    /// <summary>Null means until further notice.</summary>
    DateOnly? ValidTo { get; set; }
}
