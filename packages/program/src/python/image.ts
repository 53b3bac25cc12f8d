/** A picture as the model takes it. */
export const pythonImage: string = String.raw`def read_picture(path):
    """Height by width by red, green, blue; 0 to 255."""
    data = Path(path).read_bytes()
    if data[:2] == b"P6":
        return read_ppm(data, path)
    try:
        from PIL import Image
    except ImportError:
        raise SystemExit("Without the package pillow only binary PPM pictures can be read: install it, or convert the picture.")
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def read_ppm(data, path):
    words, at = [], 2
    while len(words) < 3 and at < len(data):
        end = at
        if data[at:at + 1].isspace():
            at += 1
        elif data[at:at + 1] == b"#":
            at = data.index(b"\n", at)
        else:
            while not data[end:end + 1].isspace():
                end += 1
            words.append(int(data[at:end]))
            at = end
    width, height, largest = words
    pixels = np.frombuffer(data, np.uint8, width * height * 3, at + 1)
    if largest != 255:
        raise SystemExit(f"{path} has not 255 for its brightest: convert it.")
    return pixels.reshape(height, width, 3)


def resized(picture, width, height):
    """Bilinear, pixels as squares: the middle of a pixel is at a half."""

    def places(size, wanted):
        at = np.clip((np.arange(wanted) + 0.5) * size / wanted - 0.5, 0, size - 1)
        low = np.floor(at).astype(int)
        return low, np.minimum(low + 1, size - 1), (at - low).astype(np.float32)

    picture = picture.astype(np.float32)
    top, bottom, down = places(picture.shape[0], height)
    left, right, along = places(picture.shape[1], width)
    rows = picture[top] * (1 - down)[:, None, None] + picture[bottom] * down[:, None, None]
    return rows[:, left] * (1 - along)[None, :, None] + rows[:, right] * along[None, :, None]


def image_tensor(path):
    picture = read_picture(path)
    width, height = IMAGE["width"], IMAGE["height"]
    if IMAGE["fit"] == "letterbox":
        scale = min(width / picture.shape[1], height / picture.shape[0])
        small = resized(picture, max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        pixels = np.full((height, width, 3), 114, np.float32)
        pixels[: small.shape[0], : small.shape[1]] = small
    else:
        pixels = resized(picture, width, height)
    pixels = (pixels / IMAGE["divisor"] - IMAGE["mean"]) / IMAGE["deviation"]
    if IMAGE["order"] == "bgr":
        pixels = pixels[:, :, ::-1]
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1), dtype=np.float32)
    dims = next(one["dims"] for one in INPUTS if one["name"] == IMAGE["name"])
    return planes if len(dims) == 3 else planes[None]
`;
