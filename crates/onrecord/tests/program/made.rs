//! Archives and collections made by the tests themselves, sound ones and others.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::io::Write;

pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF that prints these lines, each at its own place, and packs them as `filter` says (`bytes` are what it packs).
pub fn pdf_of(filter: &str, bytes: &[u8]) -> Vec<u8> {
    let head = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
                3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>\nendobj\n\
                4 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\nendobj\n";
    let stream = format!("5 0 obj\n<</Length {}{filter}>>\nstream\n", bytes.len());
    let end = "\nendstream\nendobj\ntrailer\n<</Size 6/Root 1 0 R>>\n%%EOF\n";
    [head.as_bytes(), stream.as_bytes(), bytes, end.as_bytes()].concat()
}

/// A PDF that prints these lines.
pub fn pdf(lines: &[&str]) -> Vec<u8> {
    let shown = lines
        .iter()
        .enumerate()
        .map(|(number, line)| format!("BT /F 10 Tf 1 0 0 1 50 {} Tm ({line}) Tj ET\n", 750 - 12 * number));
    pdf_of("", shown.collect::<String>().as_bytes())
}

/// A zlib stream of so many megabytes of blanks, without the sum at its end.
pub fn blanks(megabytes: usize) -> Vec<u8> {
    let mut packer = flate2::Compress::new(Compression::best(), false);
    let mut block = Vec::with_capacity(1 << 16);
    packer.compress_vec(&vec![b' '; 1 << 20], &mut block, flate2::FlushCompress::Full).unwrap();
    [b"\x78\xda".to_vec(), block.repeat(megabytes), b"\x03\0".to_vec()].concat()
}

/// One header of a tar archive.
pub fn tar_header(name: &[u8], size: u64, kind: u8) -> Vec<u8> {
    let mut header = vec![0u8; 512];
    header[..name.len().min(100)].copy_from_slice(&name[..name.len().min(100)]);
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
    header[156] = kind;
    header[257..265].copy_from_slice(b"ustar\x0000");
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

/// One member of a tar archive.
pub fn tar_member(name: &[u8], bytes: &[u8], kind: u8) -> Vec<u8> {
    let mut member = tar_header(name, bytes.len() as u64, kind);
    member.extend_from_slice(bytes);
    member.resize(member.len().next_multiple_of(512), 0);
    member
}

pub fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (name, bytes) in members {
        if name.len() > 100 {
            archive.extend(tar_member(b"././@LongLink", &[name.as_bytes(), b"\0"].concat(), b'L'));
        }
        archive.extend(tar_member(name.as_bytes(), bytes, b'0'));
    }
    archive.extend([0; 1024]);
    archive
}

/// A member of a zip archive, whose header may lie.
#[derive(Clone)]
pub struct Packed {
    pub name: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub packed: Vec<u8>,
    pub size: u32,
    pub sum: u32,
    pub mode: u32,
}

impl Packed {
    pub fn new(name: &str, bytes: &[u8]) -> Packed {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        Packed {
            name: name.as_bytes().to_vec(),
            method: 8,
            flags: 0x800,
            packed: deflated(bytes),
            size: bytes.len() as u32,
            sum: sum.sum(),
            mode: 0o100_644,
        }
    }
}

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(&members.iter().map(|(name, bytes)| Packed::new(name, bytes)).collect::<Vec<_>>())
}

pub fn zip_of(members: &[Packed]) -> Vec<u8> {
    let (mut archive, mut index) = (Vec::new(), Vec::new());
    for member in members {
        let at = archive.len() as u32;
        let mut shared = Vec::new();
        for value in [20, member.flags, member.method, 0, 0] {
            shared.extend(u16::to_le_bytes(value));
        }
        for value in [member.sum, member.packed.len() as u32, member.size] {
            shared.extend(value.to_le_bytes());
        }
        shared.extend((member.name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&shared);
        archive.extend(&member.name);
        archive.extend(&member.packed);
        index.extend(b"PK\x01\x02\x14\x03");
        index.extend(&shared);
        index.extend([0; 6]);
        index.extend((member.mode << 16).to_le_bytes());
        index.extend(at.to_le_bytes());
        index.extend(&member.name);
    }
    let (start, size, count) = (archive.len() as u32, index.len() as u32, members.len().min(0xffff) as u16);
    archive.extend(index);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(size.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// A record of a crawler.
pub fn warc_record(kind: &str, address: &str, stated: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-05-01T10:00:00Z\r\n\
         Content-Type: {stated}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A record with the answer of a server.
pub fn warc_answer(address: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(), body].concat();
    warc_record("response", address, "application/http; msgtype=response", &block)
}
